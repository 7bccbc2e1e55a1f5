/** What harnesses share: the sentences that people were told. */
@NullMarked
package dev.bluegreen.laws.internal;

import org.jspecify.annotations.NullMarked;

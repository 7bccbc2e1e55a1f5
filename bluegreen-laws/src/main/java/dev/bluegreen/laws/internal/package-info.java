/** What harnesses share: the sentences that people were told, and what is wrong with them. */
@NullMarked
package dev.bluegreen.laws.internal;

import org.jspecify.annotations.NullMarked;

/** Code shared by strategies of several AWS services. */
@NullMarked
package dev.bluegreen.aws.internal;

import org.jspecify.annotations.NullMarked;

/** Routes: the rules and listeners that lead to the target groups of a track. */
@NullMarked
package dev.bluegreen.aws.internal.route;

import org.jspecify.annotations.NullMarked;

/** The AWS Load Balancer Controller: weights in its action annotations, its Events, and what else leads to a track. */
@NullMarked
package dev.bluegreen.fabric8.internal.lbc;

import org.jspecify.annotations.NullMarked;

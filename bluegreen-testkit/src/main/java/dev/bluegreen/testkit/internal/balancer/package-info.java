/** Load balancers that know HTTP: listeners that choose for each request, target groups with health checks. */
@NullMarked
package dev.bluegreen.testkit.internal.balancer;

import org.jspecify.annotations.NullMarked;

/** Elastic Load Balancing as its API shows it, and the load balancer behind that API. */
@NullMarked
package dev.bluegreen.testkit.aws.internal.elb;

import org.jspecify.annotations.NullMarked;

/** Moves traffic between target groups of an Application or Network Load Balancer. */
@NullMarked
package dev.bluegreen.aws.alb;

import org.jspecify.annotations.NullMarked;

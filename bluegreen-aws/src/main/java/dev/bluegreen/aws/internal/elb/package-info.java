/** Calls of Elastic Load Balancing, and its values as we read them. */
@NullMarked
package dev.bluegreen.aws.internal.elb;

import org.jspecify.annotations.NullMarked;

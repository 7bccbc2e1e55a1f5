/** Requests to Elastic Load Balancing, and its values as read. */
@NullMarked
package dev.bluegreen.aws.internal.elb;

import org.jspecify.annotations.NullMarked;

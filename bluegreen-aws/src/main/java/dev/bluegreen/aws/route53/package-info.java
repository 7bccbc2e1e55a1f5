/** Moves traffic by Route 53 records, weighted or failover, and proves it as far as DNS can be proven. */
@NullMarked
package dev.bluegreen.aws.route53;

import org.jspecify.annotations.NullMarked;

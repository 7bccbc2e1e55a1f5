/** Route 53 as its callers see it: zones, changes on their way, and the DNS that follows. */
@NullMarked
package dev.bluegreen.testkit.aws.internal.route53;

import org.jspecify.annotations.NullMarked;

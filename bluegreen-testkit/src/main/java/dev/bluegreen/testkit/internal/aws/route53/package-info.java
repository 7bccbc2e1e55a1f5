/** Route 53 as its callers see it: zones, changes on their way, and the DNS that follows. */
@NullMarked
package dev.bluegreen.testkit.internal.aws.route53;

import org.jspecify.annotations.NullMarked;

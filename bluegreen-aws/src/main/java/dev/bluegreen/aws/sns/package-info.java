/** Publishes the events of a release to an SNS topic. */
@NullMarked
package dev.bluegreen.aws.sns;

import org.jspecify.annotations.NullMarked;

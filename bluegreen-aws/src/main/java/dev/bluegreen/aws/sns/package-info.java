/** Tells subscribers of an SNS topic what a release does. */
@NullMarked
package dev.bluegreen.aws.sns;

import org.jspecify.annotations.NullMarked;

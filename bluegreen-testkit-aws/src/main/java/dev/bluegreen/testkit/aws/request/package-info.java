/** What was asked of a fake of AWS. */
@NullMarked
package dev.bluegreen.testkit.aws.request;

import org.jspecify.annotations.NullMarked;

/** Requests received by the fakes of AWS. */
@NullMarked
package dev.bluegreen.testkit.aws.request;

import org.jspecify.annotations.NullMarked;

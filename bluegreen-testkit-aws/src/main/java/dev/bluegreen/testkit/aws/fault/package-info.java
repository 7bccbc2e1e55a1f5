/** Faults of calls to the fakes of AWS, and rules that select the calls. */
@NullMarked
package dev.bluegreen.testkit.aws.fault;

import org.jspecify.annotations.NullMarked;

/** Objectives judged by CloudWatch: by an alarm, or by a metric. */
@NullMarked
package dev.bluegreen.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;

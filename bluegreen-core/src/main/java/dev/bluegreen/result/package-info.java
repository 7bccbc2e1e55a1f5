/** Results of operations: plans, reports, status, and the exceptions that carry them. */
@NullMarked
package dev.bluegreen.result;

import org.jspecify.annotations.NullMarked;

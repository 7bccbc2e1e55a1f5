/** A cutover that goes back, and its report as a page. */
@NullMarked
package dev.bluegreen.examples.report;

import org.jspecify.annotations.NullMarked;

/** The parts of a page in HTML: escaped markup, charts, and one class for each section. */
@NullMarked
package dev.bluegreen.report.internal.html;

import org.jspecify.annotations.NullMarked;

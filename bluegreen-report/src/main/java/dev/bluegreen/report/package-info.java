/** Views of what core knows: documents in JSON, JUnit XML, a page in HTML, progress in a terminal. */
@NullMarked
package dev.bluegreen.report;

import org.jspecify.annotations.NullMarked;

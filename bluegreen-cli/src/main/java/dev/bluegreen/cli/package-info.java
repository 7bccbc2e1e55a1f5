/** The command line: {@code bluegreen switch green -f release.yaml}. */
@NullMarked
package dev.bluegreen.cli;

import org.jspecify.annotations.NullMarked;

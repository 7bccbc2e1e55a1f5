/** Progress of operations as lines of a terminal: a tree that is drawn anew, or plain lines. */
@NullMarked
package dev.bluegreen.report.internal.terminal;

import org.jspecify.annotations.NullMarked;

/** The commands, a class each. */
@NullMarked
package dev.bluegreen.cli.internal.command;

import org.jspecify.annotations.NullMarked;

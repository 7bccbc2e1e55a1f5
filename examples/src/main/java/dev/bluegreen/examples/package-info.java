/** Runnable programs, one class each; {@link dev.bluegreen.examples.Examples} chooses by name. */
@NullMarked
package dev.bluegreen.examples;

import org.jspecify.annotations.NullMarked;

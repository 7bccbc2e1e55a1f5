/** The engine: one class a phase, one class an operation, and the runner that reads top to bottom. */
@NullMarked
package dev.bluegreen.internal.engine;

import org.jspecify.annotations.NullMarked;

/**
 * The entry of the engine: a release, its handle, and the operations that need no lock.
 *
 * <p>The laws that it keeps, and the tests that try each, are in {@code docs/laws.md}.
 */
@NullMarked
package dev.bluegreen.internal.engine;

import org.jspecify.annotations.NullMarked;

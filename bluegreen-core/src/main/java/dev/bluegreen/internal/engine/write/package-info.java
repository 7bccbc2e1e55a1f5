/** Writes: each announced in the record, made by compare-and-set, and settled. */
@NullMarked
package dev.bluegreen.internal.engine.write;

import org.jspecify.annotations.NullMarked;

/** Ends of an operation: the result in the record, the lock freed, the report. */
@NullMarked
package dev.bluegreen.internal.engine.ending;

import org.jspecify.annotations.NullMarked;

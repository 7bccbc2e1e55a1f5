/** The lock of a release: its holder, its fencing tokens, and the one queue of all writes to the record. */
@NullMarked
package dev.bluegreen.internal.record.lock;

import org.jspecify.annotations.NullMarked;

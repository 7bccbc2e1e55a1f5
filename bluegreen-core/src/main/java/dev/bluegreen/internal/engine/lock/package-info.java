/** The lock of a release: taken over from the dead, fenced, and the events that its last holder left. */
@NullMarked
package dev.bluegreen.internal.engine.lock;

import org.jspecify.annotations.NullMarked;

/** Ways back: from a phase that failed, by request, and after the death of a process. */
@NullMarked
package dev.bluegreen.internal.engine.rollback;

import org.jspecify.annotations.NullMarked;

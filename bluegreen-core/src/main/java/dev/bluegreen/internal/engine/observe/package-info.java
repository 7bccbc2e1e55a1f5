/** Reads: the record, routers and both tracks side by side, and whether a holder of the lock lives. */
@NullMarked
package dev.bluegreen.internal.engine.observe;

import org.jspecify.annotations.NullMarked;

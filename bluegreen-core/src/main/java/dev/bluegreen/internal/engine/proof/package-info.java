/** Proofs: evidence collected until it is complete, and watched as long as the way back is open. */
@NullMarked
package dev.bluegreen.internal.engine.proof;

import org.jspecify.annotations.NullMarked;

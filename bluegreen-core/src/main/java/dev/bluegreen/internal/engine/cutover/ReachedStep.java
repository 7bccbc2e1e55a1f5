package dev.bluegreen.internal.engine.cutover;

/**
 * The step that a cutover has reached when another process goes on with it.
 *
 * @param index its place in the schedule, from 0; the number of steps for the last move
 * @param isHeld true if it was held for its time before
 */
record ReachedStep(int index, boolean isHeld) {}

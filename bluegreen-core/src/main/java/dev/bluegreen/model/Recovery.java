package dev.bluegreen.model;

/** How to end the unfinished cutover of a dead process. */
public enum Recovery {
    /** Traffic goes to the requested track, if that is ready for it, without being watched there; else nothing is moved. */
    FINISH,
    /** Traffic goes back to the track that had it, even from a move that could be finished. */
    ROLL_BACK,
    /**
     * Resumed if it has moved traffic, no rollback was decided, and the recovering release has what it takes; closed if it has
     * moved nothing; else rolled back. A router with a third value, set by a foreign write, stays as it is.
     */
    AUTO
}

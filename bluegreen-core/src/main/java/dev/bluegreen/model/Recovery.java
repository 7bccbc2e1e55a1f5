package dev.bluegreen.model;

/** How to end the unfinished cutover of a dead process. */
public enum Recovery {
    /** Traffic goes to the asked track, if that is fit for it; else nothing is moved. */
    FINISH,
    /** Traffic goes back to where it was, whatever is there now. */
    ROLL_BACK,
    /**
     * Finished if all routers are on the target track, no rollback was decided, and the move can be proven now; else rolled
     * back. A router with a third value, set by a foreign write, stays as it is.
     */
    AUTO
}

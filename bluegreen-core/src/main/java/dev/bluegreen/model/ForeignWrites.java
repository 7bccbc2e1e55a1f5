package dev.bluegreen.model;

/** Reaction to a foreign write to a router between the move and the end of the bake. The foreign write is never reverted. */
public enum ForeignWrites {
    /** Nothing more is written; the cutover ends as {@code NEEDS_ATTENTION} and names writer and value. */
    HOLD,
    /** Roll back the routers without a foreign write; the cutover needs attention unless all traffic is back then. */
    ROLL_BACK
}

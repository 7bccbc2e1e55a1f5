package dev.bluegreen.model;

/** What to do when somebody else changes a router between the move and the end of the bake. It is never changed back. */
public enum ForeignWrites {
    /** Nothing more is written; the cutover ends as {@code NEEDS_ATTENTION} and names who wrote what. */
    HOLD,
    /** The routers that nobody else touched go back; the cutover needs attention unless all traffic is back then. */
    ROLL_BACK
}

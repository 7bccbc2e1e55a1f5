package dev.bluegreen.check.slo;

/** Reaction of a bake to a failed objective. */
public enum Reaction {
    /** Send traffic back to the old track. */
    ROLL_BACK,
    /** Leave traffic where it is, and continue. */
    HOLD,
    /** Leave traffic where it is and end as {@code FROZEN}, for a manual decision: going back would be worse. */
    FREEZE
}

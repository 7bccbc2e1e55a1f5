package dev.bluegreen.check.slo;

/** What to do with traffic when a bake does not go well. */
public enum Reaction {
    /** Send it back to the old track. */
    ROLL_BACK,
    /** Leave it where it is, and go on. */
    HOLD,
    /** Leave it where it is, end as {@code FROZEN}, and let a person decide: going back would be worse. */
    FREEZE
}

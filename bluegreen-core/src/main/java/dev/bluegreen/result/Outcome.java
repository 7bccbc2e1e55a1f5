package dev.bluegreen.result;

/** Outcome of an operation. */
public enum Outcome {
    /** Traffic was moved to the asked track, and that was proven. */
    SWITCHED,
    /** No traffic was to be moved: it was on the asked track already, or nothing was left to recover. */
    UNCHANGED,
    /** Nothing was moved. */
    REFUSED,
    /** Traffic was moved and sent back. */
    ROLLED_BACK,
    /** Traffic stays on the asked track although something is wrong, as the user declared. */
    FROZEN,
    /** A person has to look. */
    NEEDS_ATTENTION,
    /** Its process died before it announced a traffic write; a later operation closed it. */
    ABANDONED
}

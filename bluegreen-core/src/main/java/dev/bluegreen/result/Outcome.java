package dev.bluegreen.result;

/** Outcome of an operation. */
public enum Outcome {
    /** Traffic was moved to the requested track, and the move was proven. */
    SWITCHED,
    /** No traffic had to move: it was on the requested track already, or nothing was left to recover. */
    UNCHANGED,
    /** Nothing was moved. */
    REFUSED,
    /** Traffic was moved and sent back. */
    ROLLED_BACK,
    /** Traffic stays on the requested track although something is wrong, as the user declared. */
    FROZEN,
    /** A person has to look. */
    NEEDS_ATTENTION,
    /** It has not ended: it is left for {@code resume()}, because its process was shut down, or does not wait for people. */
    LEFT,
    /** Its process died before a traffic write took effect; a later operation closed it. */
    ABANDONED
}

package dev.bluegreen.cutover;

/** A step in the life of a cutover, in the order in which they come; the last four are other ends. */
public enum Phase {
    /** Makes the idle track ready, before any cutover. */
    STAGE,
    /** Reads the world, evaluates gates and findings, computes the plan. Writes nothing. */
    PREFLIGHT,
    /** Takes the release's lock and raises the fencing token. */
    LOCK,
    /** Tests the idle track. */
    TEST,
    /** Waits for the approval. */
    APPROVE,
    /** Brings the idle track to the size it needs under traffic. */
    SCALE,
    /** Moves traffic. */
    SHIFT,
    /** Collects evidence until the move is proven. */
    VERIFY,
    /** Watches SLOs, ready to go back. */
    BAKE,
    /** Traffic is on the asked track and proven. */
    DONE,
    /** Moves traffic back. */
    ROLL_BACK,
    /** Traffic is back where it was. */
    ROLLED_BACK,
    /** The user declared going back to be worse; nothing moves. */
    FROZEN,
    /** A person has to look: the report says what is where. */
    NEEDS_ATTENTION
}

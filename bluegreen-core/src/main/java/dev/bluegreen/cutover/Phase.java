package dev.bluegreen.cutover;

/** A phase of a cutover, in order; the last four replace {@code DONE}. */
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
    /** Makes the idle track fit for traffic: its size, and its place in routers that do not name it yet. */
    SCALE,
    /** Moves traffic. */
    SHIFT,
    /** Collects evidence until the move is proven. */
    VERIFY,
    /** Watches SLOs, ready to go back. */
    BAKE,
    /** Traffic is on the requested track and proven. */
    DONE,
    /** Moves traffic back. */
    ROLL_BACK,
    /** Traffic is back where it was. */
    ROLLED_BACK,
    /** Traffic stays where it is, because the user declared a rollback to be worse. */
    FROZEN,
    /** Manual intervention is required: the report has the state of each router. */
    NEEDS_ATTENTION
}

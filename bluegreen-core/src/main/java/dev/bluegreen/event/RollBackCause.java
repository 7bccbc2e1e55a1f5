package dev.bluegreen.event;

/** Why traffic goes back. */
public enum RollBackCause {
    /** An objective is breached. */
    BREACH,
    /** What is watched gives no data: an objective, its source, or the cluster. */
    NO_DATA,
    /** The proof is contradicted, or was not complete in time. */
    PROOF,
    /** Somebody else wrote to a router. */
    FOREIGN_WRITE,
    /** The cutover was aborted or cancelled. */
    ABORTED,
    /** Anything else that kept the cutover from going on. */
    ERROR,
    /** {@code rollBack()} or {@code recover()} was called. */
    REQUEST
}

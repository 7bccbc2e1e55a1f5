package dev.bluegreen.testkit.traffic;

/** How a request failed. */
public enum FailureKind {
    /** Answered with a status of 500 or above. */
    SERVER_ERROR,
    /** The connection was refused. */
    REFUSED,
    /** The connection ended before the answer was complete. */
    RESET,
    /** No answer within the timeout. */
    TIMEOUT,
    /** Answered, but not with a 200 of one of the two tracks. */
    WRONG
}

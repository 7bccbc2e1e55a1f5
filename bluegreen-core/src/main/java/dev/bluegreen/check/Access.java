package dev.bluegreen.check;

/** Access that a test needs in addition to every cutover's; the plan prints its permissions. */
public enum Access {
    /** Connections to single pods. */
    TUNNEL,
    /** The logs of single pods. */
    LOG
}

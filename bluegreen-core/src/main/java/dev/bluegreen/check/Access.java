package dev.bluegreen.check;

/** What a test needs of the platform besides what every cutover needs: its rights are printed with the plan. */
public enum Access {
    /** Connections to single pods. */
    TUNNEL,
    /** The logs of single pods. */
    LOG
}

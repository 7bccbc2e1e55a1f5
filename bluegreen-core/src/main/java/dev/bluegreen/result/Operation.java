package dev.bluegreen.result;

/** Operations of a release, each of which takes its lock. */
public enum Operation {
    /** Traffic is moved to the other track. */
    SWITCH("cutover"),
    /** Traffic is sent back to the track that the last cutover took it from. */
    ROLL_BACK("rollback"),
    /** Finishes or undoes the operation of a dead process. */
    RECOVER("recovery"),
    /** An idle track is made ready. */
    STAGE("stage"),
    /** An idle track is scaled down or deleted. */
    RETIRE("retirement"),
    /** The old track is kept for longer. */
    EXTEND("extension of the standby");

    private final String noun;

    Operation(String noun) {
        this.noun = noun;
    }

    /** True if it moves traffic by itself, and so is entered in the history. */
    public boolean isMove() {
        return this == SWITCH || this == ROLL_BACK;
    }

    /** Its name in messages, such as {@code rollback}. */
    public String noun() {
        return noun;
    }
}

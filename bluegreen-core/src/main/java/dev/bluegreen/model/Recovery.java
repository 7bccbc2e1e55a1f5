package dev.bluegreen.model;

/** Which way to end a cutover that a dead process left unfinished. */
public enum Recovery {
    /** Traffic goes to the asked track, if that is fit for it; else nothing is moved. */
    FINISH,
    /** Traffic goes back to where it was, whatever is there now. */
    ROLL_BACK,
    /**
     * Finished when all routers are on the asked track, nobody had decided to go back, and that can be proven now; else sent
     * back. A router that somebody else has set to a third value stays as it is.
     */
    AUTO
}

package dev.bluegreen.model;

/** One of the two parallel stacks of one app. */
public enum Track {
    BLUE,
    GREEN;

    /** The opposite track. */
    public Track other() {
        return this == BLUE ? GREEN : BLUE;
    }
}

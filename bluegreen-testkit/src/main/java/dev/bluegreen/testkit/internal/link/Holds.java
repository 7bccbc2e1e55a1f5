package dev.bluegreen.testkit.internal.link;

import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.memory.VirtualTime;

/** Keeps virtual time from moving while something is under way; does nothing to real time. Thread-safe. */
public interface Holds {

    /** Begins to hold time; the result ends it, and may be run more than once. */
    Runnable hold();

    /** The holds of a time. */
    static Holds of(Time time) {
        return time instanceof VirtualTime virtual ? () -> virtual.hold()::close : () -> () -> {};
    }
}

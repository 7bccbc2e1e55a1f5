package dev.bluegreen.testkit.internal.link;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.time.VirtualTime;

/** Keeps virtual time from moving while something is under way; does nothing to real time. Thread-safe. */
public interface Holds {

    /** Begins to hold time; the result ends it, and may be run more than once. */
    Runnable hold();

    /** True if the calling thread holds time by itself for as long as it runs. */
    boolean callerHolds();

    /** Lets go what a blocked caller holds by itself; the result takes it back, and may be run more than once. */
    Runnable pauseCaller();

    /** The holds of a time. */
    static Holds of(Time time) {
        return time instanceof VirtualTime virtual ? new OfVirtualTime(virtual) : new OfRealTime();
    }

    /** Holds that count. */
    record OfVirtualTime(VirtualTime time) implements Holds {

        @Override
        public Runnable hold() {
            return time.hold()::close;
        }

        @Override
        public boolean callerHolds() {
            return time.isForked();
        }

        @Override
        public Runnable pauseCaller() {
            return time.pause()::close;
        }
    }

    /** Holds without meaning. */
    record OfRealTime() implements Holds {

        @Override
        public Runnable hold() {
            return () -> {};
        }

        @Override
        public boolean callerHolds() {
            return false;
        }

        @Override
        public Runnable pauseCaller() {
            return () -> {};
        }
    }
}

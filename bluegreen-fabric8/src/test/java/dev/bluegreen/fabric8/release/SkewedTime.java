package dev.bluegreen.fabric8.release;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** The time of a machine whose wall clock is off, and runs as fast as any other. */
record SkewedTime(Time time, Duration skew) implements Time {

    @Override
    public Instant now() {
        return time.now().plus(skew);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, task);
    }

    @Override
    public void fork(String name, Runnable task) {
        time.fork(name, task);
    }

    @Override
    public Signal signal() {
        return time.signal();
    }
}

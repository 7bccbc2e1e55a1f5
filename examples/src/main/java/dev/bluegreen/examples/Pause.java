package dev.bluegreen.examples;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** Lets time pass, real or virtual. */
final class Pause {

    private Pause() {}

    /** Waits for a moment; returns early when the thread is interrupted. */
    static void until(Time time, Instant moment) {
        Time.Signal reached = time.signal();
        time.after(Duration.between(time.now(), moment), reached::raise);
        try {
            reached.await(Duration.ofDays(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

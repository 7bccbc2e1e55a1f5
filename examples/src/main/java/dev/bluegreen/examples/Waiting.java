package dev.bluegreen.examples;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** Waits for a moment of a scene's time, which moves only while one of its threads waits. */
final class Waiting {

    private Waiting() {}

    static void until(Time time, Instant moment) {
        Time.Signal reached = time.signal();
        time.fork("wait", () -> waitFor(time, moment, reached));
        try {
            reached.await(Duration.ofDays(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitFor(Time time, Instant moment, Time.Signal reached) {
        try {
            time.signal().await(Duration.between(time.now(), moment));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reached.raise();
    }
}

package dev.bluegreen.aws;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Time;
import java.time.Duration;

/**
 * Lets calls pass one by one, a time apart. The rate limiter of resilience4j reads a clock of its own, which no test can
 * move; this one takes ours. Thread-safe.
 */
final class Pace {

    private final Time time;
    private final Duration between;
    private long free;

    Pace(Time time, Duration between) {
        this.time = time;
        this.between = between;
        this.free = time.nanos();
    }

    /** @throws PlatformException with {@code TRANSIENT} when interrupted; the flag is restored */
    void await() {
        Duration wait = reserve();
        if (wait.isZero()) {
            return;
        }
        try {
            time.signal().await(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT, "interrupted while waiting for its turn to call AWS", e);
        }
    }

    private synchronized Duration reserve() {
        long now = time.nanos();
        long turn = Math.max(free - now, 0);
        free = now + turn + between.toNanos();
        return Duration.ofNanos(turn);
    }
}

package dev.bluegreen.aws;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Time;
import java.time.Duration;

/**
 * Rate limiter: a minimum time between calls. resilience4j's reads the system clock, which no test can move; this one
 * uses {@link dev.bluegreen.spi.Time}. Thread-safe.
 */
final class RateLimit {

    private final Time time;
    private final Duration between;
    private long free;

    RateLimit(Time time, Duration between) {
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

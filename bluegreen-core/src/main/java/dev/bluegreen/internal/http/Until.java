package dev.bluegreen.internal.http;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Deadline of an exchange.
 *
 * @param begun start on the monotonic clock
 * @param nanos time limit in nanoseconds
 */
record Until(long begun, long nanos) {

    /** Maximum time, which also avoids an overflow of nanoseconds. */
    private static final Duration LONGEST = Duration.ofHours(1);

    static Until in(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        return new Until(System.nanoTime(), bounded.toNanos());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * The remaining milliseconds, at least 1: 0 would mean no limit.
     *
     * @throws SocketTimeoutException if no time is left
     */
    int left() throws SocketTimeoutException {
        long left = nanos - (System.nanoTime() - begun);
        if (left <= 0) {
            throw new SocketTimeoutException("the deadline has passed");
        }
        return (int) Math.max(1, Duration.ofNanos(left).toMillis());
    }
}

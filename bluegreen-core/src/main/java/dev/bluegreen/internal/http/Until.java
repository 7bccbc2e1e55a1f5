package dev.bluegreen.internal.http;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The moment by which an exchange has to be over.
 *
 * @param begun when it began, on the monotonic clock
 * @param nanos how long it may take
 */
record Until(long begun, long nanos) {

    /** Nobody waits longer for one answer, and a longer time could not be told in nanoseconds. */
    private static final Duration LONGEST = Duration.ofHours(1);

    static Until in(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        return new Until(System.nanoTime(), bounded.toNanos());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * What is left in milliseconds, 1 at least: 0 would mean for ever.
     *
     * @throws SocketTimeoutException when nothing is left
     */
    int left() throws SocketTimeoutException {
        long left = nanos - (System.nanoTime() - begun);
        if (left <= 0) {
            throw new SocketTimeoutException("the deadline has passed");
        }
        return (int) Math.max(1, Duration.ofNanos(left).toMillis());
    }
}

package dev.bluegreen.event;

import java.time.Duration;

/** The other side asks for a pause before the next attempt. */
final class TryLaterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration after;

    TryLaterException(String message, Duration after) {
        super(message, null, false, false);
        this.after = after;
    }

    Duration after() {
        return after;
    }
}

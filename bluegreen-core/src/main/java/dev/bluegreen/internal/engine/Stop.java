package dev.bluegreen.internal.engine;

import org.jspecify.annotations.Nullable;

/** An operation cannot go on as asked. How it then ends depends on whether traffic has moved. */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean unresolved;

    private Stop(String why, boolean unresolved, @Nullable Throwable cause) {
        super(why, cause, false, false);
        this.unresolved = unresolved;
    }

    static Stop because(String why) {
        return new Stop(why, false, null);
    }

    static Stop because(Throwable cause) {
        String message = cause.getMessage();
        return new Stop(message == null ? cause.toString() : message, false, cause);
    }

    /** Whether a write was made could not be settled in time: the lock must not be freed. */
    static Stop unresolved(String why) {
        return new Stop(why, true, null);
    }

    String why() {
        return String.valueOf(getMessage());
    }

    boolean isUnresolved() {
        return unresolved;
    }
}

package dev.bluegreen.internal.engine;

import org.jspecify.annotations.Nullable;

/** An operation cannot go on as asked. How it then ends depends on whether traffic has moved. */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final End end;

    private enum End {
        GO_BACK,
        STAY,
        UNRESOLVED
    }

    private Stop(String why, End end, @Nullable Throwable cause) {
        super(why, cause, false, false);
        this.end = end;
    }

    static Stop because(String why) {
        return new Stop(why, End.GO_BACK, null);
    }

    static Stop because(Throwable cause) {
        String message = cause.getMessage();
        return new Stop(message == null ? cause.toString() : message, End.GO_BACK, cause);
    }

    /** Whether a write was made could not be settled in time: the lock must not be freed. */
    static Stop unresolved(String why) {
        return new Stop(why, End.UNRESOLVED, null);
    }

    /** Traffic has moved, unproven, and is to stay where it is. */
    static Stop staying(String why) {
        return new Stop(why, End.STAY, null);
    }

    String why() {
        return String.valueOf(getMessage());
    }

    boolean isUnresolved() {
        return end == End.UNRESOLVED;
    }

    boolean isStaying() {
        return end == End.STAY;
    }
}

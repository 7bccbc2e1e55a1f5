package dev.bluegreen.event;

/** The other side does not take an event, and will not take it later either. */
final class NotTakenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotTakenException(String message) {
        super(message, null, false, false);
    }
}

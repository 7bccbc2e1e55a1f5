package dev.bluegreen.internal.record;

/** A field of a record that is not what it should be; the message names it. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
        super(message, null, false, false);
    }
}

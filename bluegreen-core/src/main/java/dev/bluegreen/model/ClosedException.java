package dev.bluegreen.model;

/** A call to a closed object, such as a platform; nothing was done. The message says what to use instead. */
public final class ClosedException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    /** A call after the close. */
    public ClosedException(String message) {
        super(message);
    }
}

package dev.bluegreen.model;

/** The request is not safe now; the message says why and what to do. Nothing was written, unless the message says that it may have been. */
public final class RefusedException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    /** A refusal. */
    public RefusedException(String message) {
        super(message);
    }
}

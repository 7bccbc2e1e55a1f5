package dev.bluegreen.model;

import org.jspecify.annotations.Nullable;

/** Anything that bluegreen reports as an error; its message says what to do. */
public class BlueGreenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** An error without a cause. */
    public BlueGreenException(String message) {
        super(message);
    }

    /** An error with the error behind it. */
    public BlueGreenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

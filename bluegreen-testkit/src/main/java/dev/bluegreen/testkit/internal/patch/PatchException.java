package dev.bluegreen.testkit.internal.patch;

/** A patch is well formed but does not fit the object: the API server answers 422. */
public final class PatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PatchException(String message) {
        super(message);
    }
}

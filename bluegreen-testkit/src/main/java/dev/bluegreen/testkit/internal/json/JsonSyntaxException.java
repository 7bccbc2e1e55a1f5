package dev.bluegreen.testkit.internal.json;

/** A text is not JSON. */
public final class JsonSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonSyntaxException(String problem, int offset) {
        super(problem + " at offset " + offset);
    }
}

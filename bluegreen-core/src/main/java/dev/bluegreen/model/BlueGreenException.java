package dev.bluegreen.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Anything that bluegreen reports as an error; its message says what to do. Control characters of what others wrote are
 * shown as codes in it, and it is cut after 2,000 characters.
 */
public class BlueGreenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** An error without a cause. */
    public BlueGreenException(String message) {
        super(Wording.lines(message));
    }

    /** Several errors, a line each. */
    BlueGreenException(List<String> lines) {
        super(lines.stream().map(Wording::lines).collect(Collectors.joining("\n")));
    }

    /** An error with the error behind it. */
    public BlueGreenException(String message, @Nullable Throwable cause) {
        super(Wording.lines(message), cause);
    }
}

package dev.bluegreen.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Any error of bluegreen; its message says what to do. The message shows control characters as codes, and is cut after 2,000
 * characters.
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

package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;

/** There was no response. */
public final class NoAnswerException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    private final String reason;

    NoAnswerException(String place, String reason, IOException cause) {
        super(place + " " + reason, cause);
        this.reason = reason;
    }

    /** The reason without the address, which may be secret: {@code did not answer within 2 s}. */
    public String reason() {
        return reason;
    }
}

package dev.bluegreen.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API of the platform did not carry out a request; the message says what the user can do. */
public final class PlatformException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** Reason of a failure. */
    public enum Kind {
        /** The object or namespace does not exist. */
        NOT_FOUND,
        /** Not allowed; the message names verb, resource and namespace. */
        FORBIDDEN,
        /** A compare-and-set found another value, written by another client. Nothing was written. */
        CONFLICT,
        /** The object, or the request, is invalid. */
        INVALID,
        /** Refused for now: throttled, overloaded, or not reachable before anything was sent. Nothing was written. */
        TRANSIENT,
        /** The answer to a write was lost: it may have taken effect, now or later. */
        OUTCOME_UNKNOWN
    }

    /** An error of the platform. */
    public PlatformException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** An error of the platform with the error behind it. */
    public PlatformException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, Optional.empty());
    }

    /**
     * An error of the platform.
     *
     * @param message a full stop at its end is removed, as sentences continue after it
     * @param retryAfter the delay that the platform requests before the next attempt
     */
    public PlatformException(Kind kind, String message, @Nullable Throwable cause, Optional<Duration> retryAfter) {
        super(open(message), cause);
        this.kind = kind;
        this.retryAfter = retryAfter.orElse(null);
    }

    private static String open(String message) {
        boolean ends = message != null && message.endsWith(".") && !message.endsWith("..");
        return ends ? message.substring(0, message.length() - 1) : message;
    }

    /** The reason of the failure. */
    public Kind kind() {
        return kind;
    }

    /** The delay before a retry that the platform requests. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

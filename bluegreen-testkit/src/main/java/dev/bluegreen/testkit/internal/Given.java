package dev.bluegreen.testkit.internal;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of what a test gives: each refusal says what was given to what, and what to give instead. */
public final class Given {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private static final Pattern PATH = Pattern.compile("/[!-~]{0,2047}");

    private Given() {}

    /**
     * The value.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T any(String what, @Nullable T value) {
        if (value == null) {
            throw refused(what, null, "give one that is not null");
        }
        return value;
    }

    /**
     * The values.
     *
     * @throws IllegalArgumentException if they, or one of them, are null
     */
    public static List<String> all(String what, String... values) {
        return Stream.of(any(what, values)).map(value -> any(what, value)).toList();
    }

    /**
     * A duration of zero or more, 10 years at most.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration duration(String what, @Nullable Duration value) {
        if (value == null || value.isNegative() || value.compareTo(Input.LONGEST) > 0) {
            throw refused(what, value, "give a duration of zero or more, 10 years at most");
        }
        return value;
    }

    /**
     * The name of an object.
     *
     * @throws IllegalArgumentException if no Service and no namespace can have it
     */
    public static String name(String what, @Nullable String value) {
        return text(what, value, LABEL, "give lower-case letters, digits and '-', 63 at most");
    }

    /**
     * The tag of an image.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String tag(String what, @Nullable String value) {
        return text(what, value, TAG, "give letters, digits, '_', '.' and '-', 128 at most, as in v2");
    }

    /**
     * The path of a request.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, or would end the line of the request
     */
    public static String path(String what, @Nullable String value) {
        return text(what, value, PATH, "give a path such as /healthz, of visible ASCII characters");
    }

    /**
     * Two texts that stand for something each.
     *
     * @throws IllegalArgumentException if one is null, or both are the same
     */
    public static <T> Map<String, T> different(String what, String one, T first, String other, T second) {
        if (any(what, one).equals(any(what, other))) {
            throw refused(what, one, "give two that differ");
        }
        return Map.of(one, first, other, second);
    }

    private static String text(String what, @Nullable String value, Pattern form, String remedy) {
        if (value == null || !form.matcher(value).matches()) {
            throw refused(what, value, remedy);
        }
        return value;
    }

    private static IllegalArgumentException refused(String what, @Nullable Object value, String remedy) {
        return new IllegalArgumentException(what + "(" + shown(value) + "): " + remedy);
    }

    /** A value as a message shows it. */
    public static String shown(@Nullable Object value) {
        if (value instanceof Duration time) {
            return Wording.of(time);
        }
        return value instanceof String ? Wording.quoted(value) : String.valueOf(value);
    }
}

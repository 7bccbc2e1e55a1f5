package dev.bluegreen.testkit.internal;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of what a test gives, in the wording of {@link Input}: field, value, remedy. */
public final class Given {

    /** RFC 1123: what Kubernetes takes as the name of a namespace or a Service. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** RFC 1123: what Kubernetes takes as the name of most objects. */
    private static final Pattern SUBDOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,2047}");
    private static final Pattern WORD = Pattern.compile("[!-~]{1,253}");

    /** The highest port there is. */
    public static final int HIGHEST_PORT = 65_535;

    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    private Given() {}

    /**
     * The value.
     *
     * @throws ConfigurationException if it is null
     */
    public static <T> T any(String what, @Nullable T value) {
        return Input.given(what, value, "give one that is not null");
    }

    /**
     * The values.
     *
     * @throws ConfigurationException if there is none, or if they, or one of them, are null
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read there
    public static <T> List<T> all(String what, T... values) {
        return some(what, Input.allGiven(what, "give one that is not null", values));
    }

    /**
     * The values.
     *
     * @throws ConfigurationException if there is none, or if they, or one of them, are null
     */
    public static <T> List<T> some(String what, @Nullable Collection<? extends T> values) {
        Collection<? extends T> given = any(what, values);
        if (given.isEmpty()) {
            throw new ConfigurationException(what + ": none; give at least one");
        }
        return given.stream().<T>map(value -> any(what, value)).toList();
    }

    /**
     * A duration of zero or more, 10 years at most.
     *
     * @throws ConfigurationException if it is none
     */
    public static Duration duration(String what, @Nullable Duration value) {
        return Input.requireDuration(what, value);
    }

    /**
     * A duration above zero, 10 years at most.
     *
     * @throws ConfigurationException if it is none
     */
    public static Duration positive(String what, @Nullable Duration value) {
        return Input.requirePositive(what, value);
    }

    /**
     * How long somebody waits on a socket: to a socket, less than a millisecond is for ever.
     *
     * @throws ConfigurationException if it is less than that, or more than a day
     */
    public static Duration timeout(String what, @Nullable Duration value) {
        Duration given = positive(what, value);
        if (given.toMillis() < 1 || given.compareTo(LONGEST_TIMEOUT) > 0) {
            throw refused(what, given, "give 1 ms to 24 h");
        }
        return given;
    }

    /**
     * A number between two limits, which are allowed.
     *
     * @throws ConfigurationException if it is none
     */
    public static int between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw refused(what, value, "give " + least + " to " + most);
        }
        return value;
    }

    /**
     * A number that is not too small.
     *
     * @throws ConfigurationException if it is
     */
    public static long atLeast(String what, long value, long least) {
        if (value < least) {
            throw refused(what, value, "give " + least + " or more");
        }
        return value;
    }

    /**
     * A share between 0 and 1.
     *
     * @throws ConfigurationException if it is none
     */
    public static double share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw refused(what, value, "give a share between 0 and 1");
        }
        return value;
    }

    /**
     * The name of a Service or a namespace.
     *
     * @throws ConfigurationException if neither can have it
     */
    public static String name(String what, @Nullable String value) {
        return text(what, value, LABEL, "give lower-case letters, digits and '-', 63 at most");
    }

    /**
     * The name of an object of most other kinds.
     *
     * @throws ConfigurationException if none can have it
     */
    public static String objectName(String what, @Nullable String value) {
        return text(what, value, SUBDOMAIN, "give lower-case letters, digits, '-' and '.', 253 at most");
    }

    /**
     * The key of a label.
     *
     * @throws ConfigurationException if it is none
     */
    public static String labelKey(String what, @Nullable String value) {
        return text(what, value, LABEL_KEY, "give a label key, such as track or example.org/track");
    }

    /**
     * The value of a label.
     *
     * @throws ConfigurationException if it is none
     */
    public static String labelValue(String what, @Nullable String value) {
        return text(what, value, LABEL_VALUE, "give letters, digits, '-', '_' and '.', 63 at most, such as green");
    }

    /**
     * The tag of an image.
     *
     * @throws ConfigurationException if it is none
     */
    public static String tag(String what, @Nullable String value) {
        return text(what, value, TAG, "give letters, digits, '_', '.' and '-', 128 at most, such as v2");
    }

    /**
     * The path of a request.
     *
     * @throws ConfigurationException if it does not begin with a slash, or would end the line of the request
     */
    public static String path(String what, @Nullable String value) {
        return text(what, value, PATH, "give a path such as /healthz, of visible ASCII characters");
    }

    /**
     * Something that is told by one word, such as an identity: it is sent in a header.
     *
     * @throws ConfigurationException if it is none
     */
    public static String word(String what, @Nullable String value) {
        return text(what, value, WORD, "give 1 to 253 visible ASCII characters without blanks");
    }

    /**
     * One of some words.
     *
     * @throws ConfigurationException if it is none of them
     */
    public static String oneOf(String what, @Nullable String value, Set<String> words) {
        if (value == null || !words.contains(value)) {
            throw refused(what, value, "use one of " + new TreeSet<>(words));
        }
        return value;
    }

    /**
     * A text of one line.
     *
     * @throws ConfigurationException if it is blank, too long or has control characters
     */
    public static String line(String what, @Nullable String value, int most) {
        return Input.requireText(what, value, most);
    }

    /**
     * A text that fits a pattern.
     *
     * @throws ConfigurationException if it does not
     */
    public static String text(String what, @Nullable String value, Pattern form, String remedy) {
        if (value == null || !form.matcher(value).matches()) {
            throw refused(what, value, remedy);
        }
        return value;
    }

    /**
     * Two texts that stand for something each.
     *
     * @throws ConfigurationException if one is not a value of a label, or both are the same
     */
    public static <T> Map<String, T> different(String what, String one, T first, String other, T second) {
        if (labelValue(what, one).equals(labelValue(what, other))) {
            throw refused(what, one, "give two that differ");
        }
        return Map.of(one, first, other, second);
    }

    /** The refusal of a value. */
    public static ConfigurationException refused(String what, @Nullable Object value, String remedy) {
        return new ConfigurationException(what + ": " + shown(value) + "; " + remedy);
    }

    /** A value as a message shows it. */
    public static String shown(@Nullable Object value) {
        if (value instanceof Duration time) {
            return Wording.of(time);
        }
        return value instanceof String ? Wording.quoted(value) : String.valueOf(value);
    }
}

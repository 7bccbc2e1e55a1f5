package dev.bluegreen.model;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks of users' input, in one wording: field, value, remedy. For our builders, and for those of third-party strategies and
 * platforms. A value that may be a secret is never in a message. Thread-safe.
 */
public final class Input {

    /** The longest duration that is accepted, 3,650 days: a longer one is a mistaken unit. */
    public static final Duration LONGEST = Duration.ofDays(3_650);

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int HIGHEST_PORT = 65_535;

    /** RFC 9110, 5.1 and 5.6.2: a field's name is a token. */
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

    /** RFC 9110, 5.5: visible characters, with blanks and tabs between them. */
    private static final Pattern HEADER_VALUE =
            Pattern.compile("([\\x21-\\x7e\\x80-\\xff]([\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?");

    /** Headers of message framing, which only the sender may set. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    private Input() {}

    /**
     * The value.
     *
     * @param remedy the remedy, such as {@code give a Gate}
     * @throws ConfigurationException if it is null
     */
    public static <T> T given(String field, @Nullable T value, String remedy) {
        if (value == null) {
            throw new ConfigurationException(field + ": null; " + remedy);
        }
        return value;
    }

    /**
     * The values.
     *
     * @throws ConfigurationException if they, or one of them, are null
     */
    @SafeVarargs
    public static <T> List<T> allGiven(String field, String remedy, @Nullable T @Nullable ... values) {
        List<T> all = new ArrayList<>();
        for (T value : given(field, values, remedy)) {
            all.add(given(field, value, remedy));
        }
        return all;
    }

    /**
     * Throws a problem, if there is one.
     *
     * @throws ConfigurationException with the problem, if there is one
     */
    public static void require(Optional<String> problem) {
        problem.ifPresent(sentence -> {
            throw new ConfigurationException(sentence);
        });
    }

    /** Problem of a duration of 0 or more; empty if there is none. */
    public static Optional<String> duration(String field, @Nullable Duration value) {
        if (value == null) {
            return Optional.of(field + ": null; give a duration of 0 or more");
        }
        if (value.isNegative()) {
            return Optional.of(field + ": " + Wording.of(value) + " is negative; give a duration of 0 or more");
        }
        return value.compareTo(LONGEST) <= 0
                ? Optional.empty()
                : Optional.of(field + ": " + Wording.of(value) + " is longer than 10 years; give a shorter duration");
    }

    /** Problem of a duration above 0; empty if there is none. */
    public static Optional<String> positive(String field, @Nullable Duration value) {
        if (value == null || value.isNegative() || value.isZero()) {
            return Optional.of(field + ": " + (value == null ? "null" : Wording.of(value) + " is not positive")
                    + "; give a duration above 0");
        }
        return duration(field, value);
    }

    /**
     * The same, at once.
     *
     * @throws ConfigurationException if something is wrong with it
     */
    public static Duration requirePositive(String field, @Nullable Duration value) {
        require(positive(field, value));
        return given(field, value, "give a duration above 0");
    }

    /**
     * A duration of 0 or more.
     *
     * @throws ConfigurationException if something is wrong with it
     */
    public static Duration requireDuration(String field, @Nullable Duration value) {
        require(duration(field, value));
        return given(field, value, "give a duration of 0 or more");
    }

    /** Problem of a text of one line; empty if there is none. The message shows the text, so it must not be a secret. */
    public static Optional<String> text(String field, @Nullable String value, int most) {
        boolean fits = value != null && !value.isBlank() && value.length() <= most && Wording.isPlain(value);
        return fits
                ? Optional.empty()
                : Optional.of(field + ": " + Wording.quoted(value) + "; give 1 to " + most
                        + " characters in one line, without control characters");
    }

    /**
     * The text.
     *
     * @throws ConfigurationException if something is wrong with it
     */
    public static String requireText(String field, @Nullable String value, int most) {
        require(text(field, value, most));
        return given(field, value, "give a text");
    }

    /** Problem of a web address; the message shows only its scheme, host and path. */
    public static Optional<String> web(String field, @Nullable URI address) {
        if (address == null) {
            return Optional.of(field + ": null; give an absolute http or https URI");
        }
        boolean fits = address.getHost() != null
                && SCHEMES.contains(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))
                && address.getPort() <= HIGHEST_PORT
                && address.getPort() != 0;
        return fits
                ? Optional.empty()
                : Optional.of(field + ": " + Wording.quoted(shown(address))
                        + "; give an absolute http or https URI, such as https://shop.example/healthz");
    }

    /** An address without the parts that may be secret: user, query, fragment. */
    public static String shown(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme() + ":";
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String host = address.getHost() == null ? "" : "//" + address.getHost() + port;
        return scheme + host + (address.getPath() == null ? "..." : address.getPath());
    }

    /**
     * A header as it can be sent.
     *
     * @param field such as {@code smokeTest.header}
     * @throws ConfigurationException naming the header and the problem; its value is not shown
     */
    public static void requireHeader(String field, @Nullable String name, @Nullable String value) {
        if (name == null || !HEADER.matcher(name).matches()) {
            throw new ConfigurationException(
                    field + ": the name is not a header name, and is not shown; use letters, digits"
                            + " and '-', as in Authorization");
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(
                    field + ": '" + name + "' is set for each request by itself; leave it out");
        }
        if (value == null || !HEADER_VALUE.matcher(value).matches()) {
            throw new ConfigurationException(field + ": the value of " + name + ", which is not shown, "
                    + (value == null
                            ? "is null"
                            : "has a line break, a blank at an end, or a character that no header holds")
                    + "; give one line, such as by strip() of text read from a file");
        }
    }
}

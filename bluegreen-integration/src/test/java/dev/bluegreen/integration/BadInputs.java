package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.BlueGreenException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Bad values, tried one by one; each has to be refused in our own words. */
final class BadInputs {

    static final String HUGE = "x".repeat(1_000_000);
    static final String SECRET = "s3cr3t";

    static final List<String> TEXTS = Arrays.asList(null, "", " ", "\n", "\u202e", "a\u001b[31m");
    static final List<String> NAMES = Arrays.asList(
            null,
            "",
            " ",
            "\n",
            "UPPER",
            "a_b",
            "-a",
            "a-",
            "a b",
            "../x",
            "a/b",
            "\u00e4",
            "a\u202eb",
            "a\u001b[31m",
            "a\r\nb",
            "a\u0000",
            "x".repeat(64),
            "x".repeat(254),
            HUGE);
    static final List<Duration> DURATIONS = Arrays.asList(
            null,
            Duration.ofNanos(-1),
            Duration.ofDays(3_651),
            Duration.ofDays(365L * 300),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Duration.ofSeconds(Long.MIN_VALUE));
    static final List<Duration> TIMES =
            Stream.concat(DURATIONS.stream(), Stream.of(Duration.ZERO)).toList();
    static final List<Integer> COUNTS = List.of(0, -1, Integer.MIN_VALUE);
    static final List<Double> NUMBERS = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    static final List<URI> ADDRESSES = Stream.concat(
                    Stream.of((URI) null),
                    Stream.of(
                                    "shop/approve",
                                    "htps://u:s3cr3t@h/a?t=s3cr3t",
                                    "http:///nohost?k=s3cr3t",
                                    "ftp://u:s3cr3t@h",
                                    "mailto:s3cr3t@b",
                                    "http:s3cr3t",
                                    "http://h:0/",
                                    "http://h:99999/",
                                    "file:///etc/passwd",
                                    "//h/path",
                                    "http://u:s3cr3t@a_b/")
                            .map(URI::create))
            .toList();
    static final List<String> HEADERS = Arrays.asList(
            null,
            "",
            " ",
            "a b",
            "a:b",
            "a\r\nX: y",
            "\u00e4",
            "\u0000",
            "Content-Length",
            "transfer-encoding",
            "Connection",
            "Expect",
            "x".repeat(254));
    static final List<String> HEADER_VALUES = Arrays.asList(
            null,
            SECRET + "\n",
            SECRET + "\r\nX: y",
            " " + SECRET,
            SECRET + " ",
            SECRET + "\u0000",
            SECRET + "\u20ac",
            SECRET + "\u202e",
            "\u001b[0m" + SECRET);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    private static final Pattern MACHINE_DURATION = Pattern.compile("\\bPT-?[0-9]");
    private static final Pattern FORM = Pattern.compile("[^:]+: .+; .+", Pattern.DOTALL);
    private static final int LONGEST = 1_000;

    private final List<String> faults = new ArrayList<>();
    private final Set<String> reached = new TreeSet<>();
    private int tried;
    private int refused;

    interface Attempt<T> {
        void with(T value) throws Exception;
    }

    /** Each value is refused by a method, or when what it returned is used. */
    <T> BadInputs refuses(String method, List<T> values, Attempt<T> attempt) {
        reached.add(method);
        values.forEach(value -> tryOne(method, value, attempt));
        return this;
    }

    /** What takes nothing that could be bad but a null. */
    BadInputs refusesNull(String method, Attempt<Object> attempt) {
        return refuses(method, Arrays.asList((Object) null), attempt);
    }

    private <T> void tryOne(String method, T value, Attempt<T> attempt) {
        tried++;
        String what = method + "(" + shown(value) + ")";
        try {
            attempt.with(value);
            faults.add(what + " was accepted");
        } catch (BlueGreenException e) {
            List<String> wrong = e.getMessage()
                    .lines()
                    .filter(line -> !isFine(line) || !namesItself(method, line))
                    .toList();
            if (wrong.isEmpty()) {
                refused++;
            } else {
                faults.add(what + " was refused by " + wrong);
            }
        } catch (Throwable e) {
            faults.add(what + " threw " + e);
        }
    }

    private static boolean isFine(String line) {
        return FORM.matcher(line).matches()
                && !UNPRINTABLE.matcher(line).find()
                && !MACHINE_DURATION.matcher(line).find()
                && line.length() <= LONGEST
                && !line.contains(SECRET);
    }

    /** A setting that several strategies have has its own name in messages, not that of what it sets. */
    private static boolean namesItself(String method, String line) {
        return !method.endsWith(".settlesWithin") || line.startsWith("settlesWithin: ");
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /**
     * All were refused, and every public method and constructor of these modules that takes something was tried, or is
     * excused by name: {@code Type.method}, or {@code Type.*}. What is excused has to be there, and not to be tried.
     *
     * @param modules a class of each
     */
    void check(List<Class<?>> modules, Set<String> excused) {
        System.out.println("bad inputs: " + tried + " tried, " + refused + " refused");
        Set<String> takers = new TreeSet<>();
        modules.stream().flatMap(PublicType::of).forEach(type -> takers.addAll(type.takers()));
        assertThat(faults).as("bad input that is not refused as it should be").isEmpty();
        assertThat(takers.stream().filter(taker -> !reached.contains(taker) && !isExcused(taker, excused)))
                .as("public methods that no bad input was tried on")
                .isEmpty();
        assertThat(excused.stream().filter(excuse -> takers.stream().noneMatch(taker -> fits(taker, excuse))))
                .as("excuses for what is not there")
                .isEmpty();
        assertThat(takers.stream().filter(taker -> reached.contains(taker) && isExcused(taker, excused)))
                .as("excused, and tried")
                .isEmpty();
    }

    private static boolean isExcused(String taker, Set<String> excused) {
        return excused.stream().anyMatch(excuse -> fits(taker, excuse));
    }

    private static boolean fits(String taker, String excuse) {
        return excuse.endsWith(".*")
                ? taker.startsWith(excuse.substring(0, excuse.length() - 1))
                : taker.equals(excuse);
    }
}

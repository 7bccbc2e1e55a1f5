package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requests a URL during the bake, and judges by a sliding window of the last calls, with the terms and arithmetic of
 * resilience4j's circuit breaker. A call succeeds with status 2xx, or with another accepted status. No response is a failure;
 * so is a redirect, which is not followed: an address behind a login page says nothing about the app. Immutable: each call returns a new one.
 */
public final class HttpSlo implements Slo {

    private static final int LARGEST_WINDOW = 100_000;
    private static final int MOST_CALLS = 1_000;

    private final URI uri;
    private final Window window;
    private final Limits limits;
    private final Set<Integer> accepted;

    /**
     * The calls that are judged.
     *
     * @param size the number of last calls that are judged, 1 to 100,000
     * @param callsPerCheck calls per check, 1 to 1,000; each over a new connection, whose setup time does not count
     */
    record Window(int size, int callsPerCheck) {

        Window {
            requireCount("slidingWindowSize", size, LARGEST_WINDOW);
            requireCount("callsPerCheck", callsPerCheck, MOST_CALLS);
        }
    }

    /**
     * The shares of calls at which it gets bad.
     *
     * @param failures failed calls, above 0 to 100 percent
     * @param slowCalls slow calls, above 0 to 100 percent
     * @param slowerThan longest duration of a call that is not slow
     */
    record Limits(double failures, double slowCalls, Duration slowerThan) {

        Limits {
            Input.requireDuration("slo.http.slowCallDurationThreshold", slowerThan);
            requirePercent("failureRateThreshold", failures);
            requirePercent("slowCallRateThreshold", slowCalls);
        }
    }

    private HttpSlo(URI uri, Window window, Limits limits, Set<Integer> accepted) {
        this.uri = uri;
        this.window = window;
        this.limits = limits;
        this.accepted = accepted;
    }

    /** Default: 10 calls a check, a window of 100; bad from 1 % failures; slowness is not judged; only 2xx is good. */
    static HttpSlo of(URI uri) {
        WebAddress.require("slo.http", uri);
        return new HttpSlo(uri, new Window(100, 10), new Limits(1, 100, Duration.ofDays(1)), Set.of());
    }

    /**
     * A copy that is bad from another share of failed calls.
     *
     * @param percent above 0 to 100
     * @throws ConfigurationException if it is out of this range
     */
    public HttpSlo failureRateThreshold(double percent) {
        return new HttpSlo(uri, window, new Limits(percent, limits.slowCalls, limits.slowerThan), accepted);
    }

    /**
     * A copy that is also bad from this share of slow calls.
     *
     * @param longerThan longest duration of a call that is not slow
     * @param percent above 0 to 100
     * @throws ConfigurationException if one of them is out of its range
     */
    public HttpSlo slowCalls(Duration longerThan, double percent) {
        return new HttpSlo(uri, window, new Limits(limits.failures, percent, longerThan), accepted);
    }

    /**
     * A copy with another number of calls.
     *
     * @param window the number of last calls that are judged, 1 to 100,000
     * @param perCheck calls per check, 1 to 1,000; each over a new connection, whose setup time does not count
     * @throws ConfigurationException if one of them is out of its range
     */
    public HttpSlo calls(int window, int perCheck) {
        return new HttpSlo(uri, new Window(window, perCheck), limits, accepted);
    }

    /**
     * A copy that accepts another status in addition to 2xx: {@code accepting(404)} for an address that need not exist.
     *
     * @param status 300 to 599
     * @throws ConfigurationException if it is out of this range
     */
    public HttpSlo accepting(int status) {
        requireStatus(status);
        Set<Integer> more = new TreeSet<>(accepted);
        more.add(status);
        return new HttpSlo(uri, window, limits, Set.copyOf(more));
    }

    URI uri() {
        return uri;
    }

    Window window() {
        return window;
    }

    Limits limits() {
        return limits;
    }

    /** True if a response with this status succeeds. */
    boolean accepts(int status) {
        return (status >= 200 && status < 300) || accepted.contains(status);
    }

    @Override
    public String name() {
        return "calls of " + WebAddress.shown(uri);
    }

    /** One request: an address that redirects, or requires credentials, cannot judge a version. Failures of the app are ignored. */
    @Override
    public List<Finding> preflight(Instant now) {
        return new HttpWindow(this).look();
    }

    @Override
    public Optional<Declared> declared() {
        String besides = List.of(window, limits.slowCalls, limits.slowerThan, new TreeSet<>(accepted))
                .toString();
        return Optional.of(new Declared("http", uri + " " + besides, limits.failures, false));
    }

    @Override
    public Slo limitedTo(double percent) {
        return failureRateThreshold(percent);
    }

    @Override
    public Slo begin() {
        return new HttpWindow(this);
    }

    /** One check with a new window; a bake keeps one window over all its checks. */
    @Override
    public Result check(SloContext context) {
        return begin().check(context);
    }

    /** Without user and query, which may hold secrets. */
    @Override
    public String toString() {
        return name();
    }

    private static void requireCount(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new ConfigurationException("slo.http." + field + ": " + value + "; give 1 or more, up to " + most);
        }
    }

    private static void requirePercent(String field, double value) {
        if (!(value > 0 && value <= 100)) {
            throw new ConfigurationException(
                    "slo.http." + field + ": " + value + "; give a percentage above 0 and up to 100");
        }
    }

    private static void requireStatus(int status) {
        if (status < 300 || status > 599) {
            throw new ConfigurationException("slo.http.accepting: " + status + "; give a status from 300 to 599");
        }
    }
}

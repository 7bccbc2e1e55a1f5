package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requests a URL during the bake, and judges by a sliding window of the last calls, with the terms and arithmetic of
 * resilience4j's circuit breaker. A call succeeds with status 2xx, or with another accepted status. No response is a failure;
 * so is a redirect, which is not followed: an address behind a login page says nothing about the app.
 *
 * @param uri an absolute http or https URI
 * @param slidingWindowSize number of last calls that are judged, 1 to 100,000
 * @param callsPerCheck calls per check, 1 to 1,000; each over a new connection, whose setup time does not count
 * @param failureRateThreshold lowest bad share of failed calls, above 0 to 100 percent
 * @param slowCallRateThreshold lowest bad share of slow calls, above 0 to 100 percent
 * @param slowCallDurationThreshold longest duration of a call that is not slow
 * @param accepted accepted statuses in addition to 2xx
 */
public record HttpSlo(
        URI uri,
        int slidingWindowSize,
        int callsPerCheck,
        double failureRateThreshold,
        double slowCallRateThreshold,
        Duration slowCallDurationThreshold,
        Set<Integer> accepted)
        implements Slo {

    private static final int LARGEST_WINDOW = 100_000;
    private static final int MOST_CALLS = 1_000;

    /**
     * Validates the values.
     *
     * @throws ConfigurationException naming the one that is out of its range
     */
    public HttpSlo {
        WebAddress.require("slo.http", uri);
        Input.requireDuration("slo.http.slowCallDurationThreshold", slowCallDurationThreshold);
        accepted = Set.copyOf(Input.given("slo.http.accepting", accepted, "give statuses, none to accept 2xx only"));
        requireCount("slidingWindowSize", slidingWindowSize, LARGEST_WINDOW);
        requireCount("callsPerCheck", callsPerCheck, MOST_CALLS);
        requirePercent("failureRateThreshold", failureRateThreshold);
        requirePercent("slowCallRateThreshold", slowCallRateThreshold);
        accepted.forEach(HttpSlo::requireStatus);
    }

    /** Accepts only 2xx. */
    public HttpSlo(
            URI uri,
            int slidingWindowSize,
            int callsPerCheck,
            double failureRateThreshold,
            double slowCallRateThreshold,
            Duration slowCallDurationThreshold) {
        this(
                uri,
                slidingWindowSize,
                callsPerCheck,
                failureRateThreshold,
                slowCallRateThreshold,
                slowCallDurationThreshold,
                Set.of());
    }

    /** The default: 10 calls per check, a window of 100, bad from 1 % failures, slow calls not judged. */
    static HttpSlo of(URI uri) {
        return new HttpSlo(uri, 100, 10, 1, 100, Duration.ofDays(1));
    }

    /** A copy with another failure rate threshold, in percent. */
    public HttpSlo failureRateThreshold(double percent) {
        return new HttpSlo(
                uri,
                slidingWindowSize,
                callsPerCheck,
                percent,
                slowCallRateThreshold,
                slowCallDurationThreshold,
                accepted);
    }

    /** A copy that is also bad if this percentage of calls takes longer than the duration. */
    public HttpSlo slowCalls(Duration longerThan, double percent) {
        return new HttpSlo(uri, slidingWindowSize, callsPerCheck, failureRateThreshold, percent, longerThan, accepted);
    }

    /** A copy with another window and another number of calls per check. */
    public HttpSlo calls(int window, int perCheck) {
        return new HttpSlo(
                uri,
                window,
                perCheck,
                failureRateThreshold,
                slowCallRateThreshold,
                slowCallDurationThreshold,
                accepted);
    }

    /**
     * A copy that accepts another status in addition to 2xx: {@code accepting(404)} for an address that need not exist.
     *
     * @param status 300 to 599
     */
    public HttpSlo accepting(int status) {
        Set<Integer> more = new TreeSet<>(accepted);
        more.add(status);
        return new HttpSlo(
                uri,
                slidingWindowSize,
                callsPerCheck,
                failureRateThreshold,
                slowCallRateThreshold,
                slowCallDurationThreshold,
                more);
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

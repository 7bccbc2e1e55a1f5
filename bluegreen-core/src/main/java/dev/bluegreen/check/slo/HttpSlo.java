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
 * Requests a URL while a cutover bakes, and judges by a sliding window of the last calls, in the words and with the
 * arithmetic of resilience4j's circuit breaker. A call is good when it is answered with 2xx, or with a status that was
 * accepted by name. No answer is a failure; so is a redirect, which is not followed: an address behind a login page says
 * nothing of the app.
 *
 * @param uri an absolute http or https URI
 * @param slidingWindowSize so many of the last calls are judged, 1 to 100,000
 * @param callsPerCheck calls of each check, 1 to 1,000; each over a new connection, whose making does not count
 * @param failureRateThreshold bad from this share of failed calls on, above 0 to 100 percent
 * @param slowCallRateThreshold bad from this share of slow calls on, above 0 to 100 percent
 * @param slowCallDurationThreshold a call that takes longer is slow
 * @param accepted statuses besides 2xx that are good
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
     * Checks the values.
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

    /** Only 2xx is good. */
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

    /** 10 calls a check, a window of 100; bad from 1 % failures on; slowness is not judged. */
    static HttpSlo of(URI uri) {
        return new HttpSlo(uri, 100, 10, 1, 100, Duration.ofDays(1));
    }

    /** With another share of failures, in percent. */
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

    /** Bad, too, when so many percent of the calls take longer than that. */
    public HttpSlo slowCalls(Duration longerThan, double percent) {
        return new HttpSlo(uri, slidingWindowSize, callsPerCheck, failureRateThreshold, percent, longerThan, accepted);
    }

    /** With another number of calls, judged and made each time. */
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
     * Good with one more status besides 2xx: {@code accepting(404)} for an address at which nothing has to be.
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

    /** True if an answer with this status is good. */
    boolean accepts(int status) {
        return (status >= 200 && status < 300) || accepted.contains(status);
    }

    @Override
    public String name() {
        return "calls of " + WebAddress.shown(uri);
    }

    /** Asks once: an address that redirects, or wants credentials, judges no version. A failure of the app is not told. */
    @Override
    public List<Finding> preflight(Instant now) {
        return new HttpWindow(this).look();
    }

    @Override
    public Slo begin() {
        return new HttpWindow(this);
    }

    /** One check with a window of its own; a bake keeps one window over all its checks. */
    @Override
    public Result check(SloContext asked) {
        return begin().check(asked);
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

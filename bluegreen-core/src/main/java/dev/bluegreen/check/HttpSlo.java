package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Requests a URL while a cutover bakes, and judges by a sliding window of the last calls, in the words and with the
 * arithmetic of resilience4j's circuit breaker. An answer of 500 or above is a failure, and so is none.
 *
 * @param uri an absolute http or https URI
 * @param slidingWindowSize so many of the last calls are judged, 1 or more
 * @param callsPerCheck calls of each check, 1 or more; each over a new connection, whose making does not count
 * @param failureRateThreshold bad from this share of failed calls on, above 0 to 100 percent
 * @param slowCallRateThreshold bad from this share of slow calls on, above 0 to 100 percent
 * @param slowCallDurationThreshold a call that takes longer is slow
 */
public record HttpSlo(
        URI uri,
        int slidingWindowSize,
        int callsPerCheck,
        double failureRateThreshold,
        double slowCallRateThreshold,
        Duration slowCallDurationThreshold)
        implements Slo {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /**
     * Checks the values.
     *
     * @throws ConfigurationException naming the one that is out of its range
     */
    public HttpSlo {
        if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
            throw new ConfigurationException("slo.http: '" + uri + "'; give an absolute http or https URI");
        }
        requirePositive("slidingWindowSize", slidingWindowSize);
        requirePositive("callsPerCheck", callsPerCheck);
        requirePercent("failureRateThreshold", failureRateThreshold);
        requirePercent("slowCallRateThreshold", slowCallRateThreshold);
    }

    /** 10 calls a check, a window of 100; bad from 1 % failures on; slowness is not judged. */
    static HttpSlo of(URI uri) {
        return new HttpSlo(uri, 100, 10, 1, 100, Duration.ofDays(1));
    }

    /** With another share of failures, in percent. */
    public HttpSlo failureRateThreshold(double percent) {
        return new HttpSlo(
                uri, slidingWindowSize, callsPerCheck, percent, slowCallRateThreshold, slowCallDurationThreshold);
    }

    /** Bad, too, when so many percent of the calls take longer than that. */
    public HttpSlo slowCalls(Duration longerThan, double percent) {
        return new HttpSlo(uri, slidingWindowSize, callsPerCheck, failureRateThreshold, percent, longerThan);
    }

    /** With another number of calls, judged and made each time. */
    public HttpSlo calls(int window, int perCheck) {
        return new HttpSlo(
                uri, window, perCheck, failureRateThreshold, slowCallRateThreshold, slowCallDurationThreshold);
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

    private static void requirePositive(String field, int value) {
        if (value < 1) {
            throw new ConfigurationException("slo.http." + field + ": " + value + "; give 1 or more");
        }
    }

    private static void requirePercent(String field, double value) {
        if (!(value > 0 && value <= 100)) {
            throw new ConfigurationException(
                    "slo.http." + field + ": " + value + "; give a percentage above 0 and up to 100");
        }
    }
}

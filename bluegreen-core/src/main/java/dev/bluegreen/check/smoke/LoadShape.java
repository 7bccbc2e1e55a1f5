package dev.bluegreen.check.smoke;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests of a load test, and what is expected of them.
 *
 * @param rate requests a second
 * @param warmUp time before they are judged
 * @param lasting time in which they are judged
 * @param timeout of one request
 * @param limits of failures and latency
 */
record LoadShape(int rate, Duration warmUp, Duration lasting, Duration timeout, Limits limits) {

    static final LoadShape DEFAULT = new LoadShape(
            10, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10), new Limits(1, List.of()));

    private static final int MOST_SENDERS = 32;
    private static final int MOST_REQUESTS = 500_000;

    /**
     * Limits of the judged requests.
     *
     * @param failures the share from which they are too many, in percent
     * @param latencies limits of latency
     */
    record Limits(double failures, List<Latency> latencies) {

        Limits {
            latencies = List.copyOf(latencies);
        }
    }

    /**
     * A limit of latency.
     *
     * @param percent the share of requests that have to keep to it
     * @param most the longest latency of these
     */
    record Latency(double percent, Duration most) {

        @Override
        public String toString() {
            return "p" + Wording.number(percent);
        }
    }

    LoadShape limitedTo(Limits others) {
        return new LoadShape(rate, warmUp, lasting, timeout, others);
    }

    Duration whole() {
        return warmUp.plus(lasting);
    }

    /** The number of all requests, of the warm-up as well. */
    int requests() {
        return Math.max(1, count(whole()));
    }

    /** The number of requests that are not judged. */
    int warming() {
        return Math.min(requests() - 1, count(warmUp));
    }

    private int count(Duration time) {
        return Math.toIntExact(time.toMillis() * rate / 1_000);
    }

    /** When a request is due, from the beginning. */
    Duration due(int request) {
        return Duration.ofNanos(1_000_000_000L * request / rate);
    }

    /** As many as would be busy if each response took a second. */
    int senders() {
        return Math.min(MOST_SENDERS, rate);
    }

    List<String> problems(int fastest, Duration longest) {
        List<String> problems = new ArrayList<>();
        if (rate < 1 || rate > fastest) {
            problems.add("load.rate: " + rate + "; give 1 to " + fastest + " requests a second");
        }
        Input.duration("load.warmUp", warmUp)
                .or(() -> over("warmUp", warmUp, longest))
                .ifPresent(problems::add);
        positive("lasting", lasting, longest).ifPresent(problems::add);
        positive("timeout", timeout, longest).ifPresent(problems::add);
        percent("failureRateThreshold", limits.failures).ifPresent(problems::add);
        limits.latencies.forEach(latency -> {
            percent("percentile", latency.percent).ifPresent(problems::add);
            Input.positive("load.percentile", latency.most).ifPresent(problems::add);
        });
        if (problems.isEmpty() && requests() > MOST_REQUESTS) {
            problems.add("load: " + requests() + " requests; lower rate or time to at most " + MOST_REQUESTS);
        }
        return problems;
    }

    private static Optional<String> positive(String field, @Nullable Duration time, Duration longest) {
        return Input.positive("load." + field, time).or(() -> over(field, time, longest));
    }

    private static Optional<String> over(String field, @Nullable Duration time, Duration longest) {
        return time == null || time.compareTo(longest) <= 0
                ? Optional.empty()
                : Optional.of("load." + field + ": " + Wording.of(time) + "; give at most " + Wording.of(longest));
    }

    private static Optional<String> percent(String field, double value) {
        return value > 0 && value <= 100
                ? Optional.empty()
                : Optional.of("load." + field + ": " + value + "; give a percentage above 0 and up to 100");
    }

    /** {@code 50 times a second for 1 min after a warm-up of 10 s}. */
    @Override
    public String toString() {
        return rate + (rate == 1 ? " time" : " times") + " a second for " + Wording.of(lasting)
                + (warmUp.isZero() ? "" : " after a warm-up of " + Wording.of(warmUp));
    }
}

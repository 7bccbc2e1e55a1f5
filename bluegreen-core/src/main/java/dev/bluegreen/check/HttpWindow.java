package dev.bluegreen.check;

import dev.bluegreen.internal.http.Http;
import io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics;
import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.Snapshot;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sliding window of one bake. */
final class HttpWindow implements Slo {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SERVER_ERROR = 500;

    private final HttpSlo slo;
    private final Http http = new Http(TIMEOUT);
    private final FixedSizeSlidingWindowMetrics calls;

    HttpWindow(HttpSlo slo) {
        this.slo = slo;
        this.calls = new FixedSizeSlidingWindowMetrics(slo.slidingWindowSize());
    }

    @Override
    public Result check(SloContext asked) {
        for (int i = 0; i < slo.callsPerCheck(); i++) {
            call();
        }
        Snapshot seen = calls.getSnapshot();
        boolean bad = seen.getFailureRate() >= slo.failureRateThreshold()
                || (seen.getSlowCallRate() >= slo.slowCallRateThreshold() && seen.getTotalNumberOfSlowCalls() > 0);
        return new Result(
                bad ? Verdict.BAD : Verdict.GOOD,
                String.format(
                        Locale.ROOT,
                        "%s: %d of the last %d calls failed, %d were slow",
                        HttpProbe.shown(slo.uri()),
                        seen.getNumberOfFailedCalls(),
                        seen.getTotalNumberOfCalls(),
                        seen.getTotalNumberOfSlowCalls()));
    }

    private void call() {
        try {
            Http.Answer answer = http.get(slo.uri(), Map.of());
            boolean slow = answer.answered().compareTo(slo.slowCallDurationThreshold()) > 0;
            record(answer.answered(), answer.status() >= SERVER_ERROR, slow);
        } catch (UncheckedIOException e) {
            record(TIMEOUT, true, false);
        }
    }

    private void record(Duration took, boolean failed, boolean slow) {
        Metrics.Outcome outcome = slow
                ? (failed ? Metrics.Outcome.SLOW_ERROR : Metrics.Outcome.SLOW_SUCCESS)
                : (failed ? Metrics.Outcome.ERROR : Metrics.Outcome.SUCCESS);
        calls.record(took.toNanos(), TimeUnit.NANOSECONDS, outcome);
    }
}

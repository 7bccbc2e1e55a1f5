package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.StoreStatus;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.Finding;
import io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics;
import io.github.resilience4j.core.metrics.Metrics;
import io.github.resilience4j.core.metrics.Snapshot;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The sliding window of one bake. */
final class HttpWindow implements Slo {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SERVER_ERROR = 500;

    private final HttpSlo slo;
    private final Http http = new Http(TIMEOUT);
    private final FixedSizeSlidingWindowMetrics calls;
    private volatile String lastFailure = "";

    HttpWindow(HttpSlo slo) {
        this.slo = slo;
        this.calls = new FixedSizeSlidingWindowMetrics(slo.window().size());
    }

    @Override
    public String name() {
        return slo.name();
    }

    @Override
    public Result check(SloContext context) {
        for (int i = 0; i < slo.window().callsPerCheck(); i++) {
            call();
        }
        Snapshot seen = calls.getSnapshot();
        double failed = seen.getFailureRate();
        boolean bad = failed >= slo.limits().failures()
                || (seen.getSlowCallRate() >= slo.limits().slowCalls() && seen.getTotalNumberOfSlowCalls() > 0);
        return new Result(
                bad ? Verdict.BAD : Verdict.GOOD,
                sentence(seen),
                Optional.of(new Reading(failed, slo.limits().failures(), false, "%")));
    }

    private String sentence(Snapshot seen) {
        return String.format(
                Locale.ROOT,
                "%s: %d of the last %d calls failed, %d were slow%s",
                WebAddress.shown(slo.uri()),
                seen.getNumberOfFailedCalls(),
                seen.getTotalNumberOfCalls(),
                seen.getTotalNumberOfSlowCalls(),
                seen.getNumberOfFailedCalls() == 0 ? "" : lastFailure);
    }

    /** Findings from one response that make this address unfit for judging. */
    List<Finding> look() {
        try {
            Http.Answer answer = http.get(slo.uri(), Map.of());
            return slo.accepts(answer.status()) || answer.status() >= SERVER_ERROR
                    ? List.of()
                    : List.of(Finding.warning(
                            "slo-source",
                            WebAddress.shown(slo.uri()) + failure(answer),
                            "give an address that answers with 2xx, or accept this status with .accepting("
                                    + answer.status() + ")"));
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }

    private void call() {
        try {
            Http.Answer answer = http.get(slo.uri(), Map.of());
            boolean failed = !slo.accepts(answer.status());
            boolean slow = answer.answered().compareTo(slo.limits().slowerThan()) > 0;
            lastFailure = failed ? ", the last one:" + failure(answer) : lastFailure;
            record(answer.answered(), failed, slow);
        } catch (UncheckedIOException e) {
            lastFailure = "";
            record(TIMEOUT, true, false);
        }
    }

    private String failure(Http.Answer answer) {
        boolean redirect = answer.status() >= 300 && answer.status() < 400;
        String place = answer.headers()
                .firstValue("Location")
                .filter(location -> redirect)
                .flatMap(location -> StoreStatus.resolved(slo.uri(), location))
                .map(to -> " to " + to)
                .orElse("");
        return redirect
                ? " redirects with " + answer.status() + place + ", which is not followed"
                : " answers " + answer.status();
    }

    private void record(Duration took, boolean failed, boolean slow) {
        Metrics.Outcome outcome = slow
                ? (failed ? Metrics.Outcome.SLOW_ERROR : Metrics.Outcome.SLOW_SUCCESS)
                : (failed ? Metrics.Outcome.ERROR : Metrics.Outcome.SUCCESS);
        calls.record(took.toNanos(), TimeUnit.NANOSECONDS, outcome);
    }
}

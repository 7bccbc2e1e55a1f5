package dev.bluegreen.check.smoke;

import dev.bluegreen.check.Access;
import dev.bluegreen.internal.answer.LogPattern;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Waits for a line in the logs of the idle track's pods: {@code SmokeTest.log("caches are warm").within(ofMinutes(2))}.
 * Immutable: each call returns a new one. Default: in each ready pod, within 30 s.
 */
public final class LogSmokeTest implements SmokeTest {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final LogPattern pattern;
    private final Duration limit;
    private final boolean eachPod;

    LogSmokeTest(LogPattern pattern, Duration limit, boolean eachPod) {
        this.pattern = pattern;
        this.limit = limit;
        this.eachPod = eachPod;
    }

    /** Sets how long to wait for the line. */
    public LogSmokeTest within(Duration time) {
        return new LogSmokeTest(pattern, time, eachPod);
    }

    /** Requires the line in the log of one ready pod only. */
    public LogSmokeTest onOnePod() {
        return new LogSmokeTest(pattern, limit, false);
    }

    @Override
    public Evidence check(SmokeContext context) {
        List<Pod> pods = IdlePods.ready(context.idle());
        if (pods.isEmpty()) {
            return IdlePods.noneReady(context.idle());
        }
        List<Pod> silent = new ArrayList<>(pods);
        while (true) {
            silent.removeIf(pod -> pattern.isIn(context.log(pod, Optional.empty())));
            if (silent.isEmpty() || (!eachPod && silent.size() < pods.size())) {
                return Evidence.confirmed(
                        IdlePods.KIND,
                        context.idle().name(),
                        pattern + " was seen in the logs of " + Wording.pods(pods.size() - silent.size()));
            }
            if (context.elapsed().compareTo(limit) >= 0) {
                return missing(silent);
            }
            context.waitsFor(pattern + " in the logs of "
                    + silent.stream().map(Pod::name).toList());
            context.pause(shorter(LOOK, limit.minus(context.elapsed())));
        }
    }

    /** The limit plus time to read the logs. */
    @Override
    public Duration limit(Workload idle) {
        return limit.plus(Duration.ofMinutes(1));
    }

    private Evidence missing(List<Pod> silent) {
        return Evidence.contradicted(
                IdlePods.KIND,
                silent.get(0).name(),
                pattern + " was not seen within " + Wording.of(limit) + " in the logs of "
                        + silent.stream().map(Pod::name).toList());
    }

    private static Duration shorter(Duration one, Duration other) {
        Duration shorter = one.compareTo(other) < 0 ? one : other;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    @Override
    public List<String> problems() {
        Optional<String> limits = Input.duration("log.within", limit);
        return Stream.of(pattern.problem(), limits)
                .flatMap(Optional::stream)
                .map(problem -> "smokeTest." + problem)
                .toList();
    }

    @Override
    public Set<Access> uses() {
        return Set.of(Access.LOG);
    }
}

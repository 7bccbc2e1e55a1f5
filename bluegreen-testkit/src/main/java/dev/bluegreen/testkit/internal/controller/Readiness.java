package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * True if a pod is able to serve, and for how long that holds.
 *
 * @param next when to look again; empty if nothing changes by itself
 */
record Readiness(boolean able, Optional<Duration> next) {

    private static final Readiness NEVER = new Readiness(false, Optional.empty());

    /** Judges a pod that runs. Once it has started, another startup time in its script means nothing to it. */
    static Readiness of(PodRun run, PodScript script, long now) {
        if (script.fate() != PodScript.Fate.HEALTHY) {
            return NEVER;
        }
        Duration left = script.startup().minusNanos(now - run.since);
        if (run.upSince < 0 && left.compareTo(Duration.ZERO) > 0) {
            return new Readiness(false, Optional.of(left));
        }
        if (run.upSince < 0) {
            run.upSince = now;
        }
        return script.flapping().isZero()
                ? new Readiness(true, Optional.empty())
                : flapping(now - run.upSince, script.flapping().toNanos());
    }

    /** True if anybody looks: without a readiness probe a pod counts as ready from the moment it runs. */
    static boolean isProbed(Map<String, Object> pod) {
        return Trees.maps(pod, "spec", "containers").stream()
                .anyMatch(container -> container.containsKey("readinessProbe"));
    }

    private static Readiness flapping(long up, long period) {
        long phase = up % period;
        boolean able = phase < period / 2;
        return new Readiness(able, Optional.of(Duration.ofNanos((able ? period / 2 : period) - phase)));
    }
}

package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** When a pod that runs is able to serve, by its script. */
final class Readiness {

    private Readiness() {}

    /** Whether it is able to serve so many nanoseconds after it began to run. */
    static boolean at(long age, PodScript script) {
        long up = age - script.startup().toNanos();
        if (script.fate() != PodScript.Fate.HEALTHY || up < 0) {
            return false;
        }
        return script.flapping().isZero() || up % script.flapping().toNanos() < half(script);
    }

    /** How long until that changes by itself, if it ever does. */
    static Optional<Duration> nextChange(long age, PodScript script) {
        long up = age - script.startup().toNanos();
        if (script.fate() != PodScript.Fate.HEALTHY) {
            return Optional.empty();
        }
        if (up < 0) {
            return Optional.of(Duration.ofNanos(-up));
        }
        return script.flapping().isZero() ? Optional.empty() : Optional.of(Duration.ofNanos(untilFlap(up, script)));
    }

    /** Whether anybody looks: without a readiness probe a pod counts as ready from the moment it runs. */
    static boolean isProbed(Map<String, Object> pod) {
        return Trees.maps(pod, "spec", "containers").stream()
                .anyMatch(container -> container.containsKey("readinessProbe"));
    }

    private static long untilFlap(long up, PodScript script) {
        long period = script.flapping().toNanos();
        long phase = up % period;
        return phase < half(script) ? half(script) - phase : period - phase;
    }

    private static long half(PodScript script) {
        return script.flapping().toNanos() / 2;
    }
}

package dev.bluegreen.testkit.memory;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Autoscaler;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Autoscalers as plain bounds by workload, with compare-and-set and without load. */
final class InMemoryAutoscalers {

    private final Map<String, Autoscaler> autoscalers = new TreeMap<>();
    private long version;

    synchronized void put(String workload, int min, int max) {
        version++;
        autoscalers.put(workload, new Autoscaler("autoscaler/" + workload, min, max, Long.toString(version)));
    }

    synchronized Optional<Autoscaler> of(String workload) {
        return Optional.ofNullable(autoscalers.get(workload));
    }

    /** The number of pods within the autoscaler's bounds; 0 is left unchanged. */
    int bounded(String workload, int pods) {
        return pods == 0
                ? 0
                : of(workload)
                        .map(bounds -> Math.max(bounds.min(), Math.min(bounds.max(), pods)))
                        .orElse(pods);
    }

    /** Sets the minimum and returns the autoscaler's workload. */
    synchronized String compareAndSet(Autoscaler before, int min) {
        String workload = before.name().substring("autoscaler/".length());
        Autoscaler now = of(workload)
                .orElseThrow(() ->
                        new PlatformException(PlatformException.Kind.NOT_FOUND, before.name() + " does not exist"));
        if (!now.version().equals(before.version())) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    before.name() + " is at version " + now.version() + ", not " + before.version());
        }
        put(workload, min, now.max());
        return workload;
    }
}

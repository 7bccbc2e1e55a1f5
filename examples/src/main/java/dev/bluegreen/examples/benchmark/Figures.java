package dev.bluegreen.examples.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Durations by what was measured. */
final class Figures {

    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

    void add(String what, long duration) {
        nanos.computeIfAbsent(what, any -> new ArrayList<>()).add(duration);
    }

    /** The median in milliseconds; empty if there is none. */
    Optional<Double> median(String what) {
        return Optional.ofNullable(nanos.get(what)).map(all -> {
            List<Long> sorted = all.stream().sorted().toList();
            return sorted.get(sorted.size() / 2) / (double) Duration.ofMillis(1).toNanos();
        });
    }

    /** {@code 1.3 x}, or a dash where one of them was not measured. */
    String ratio(String of, String to) {
        return median(of)
                .flatMap(one -> median(to).map(other -> "%.1f x".formatted(one / other)))
                .orElse("- x");
    }

    String shown(String what) {
        return median(what).map("%.1f"::formatted).orElse("-");
    }
}

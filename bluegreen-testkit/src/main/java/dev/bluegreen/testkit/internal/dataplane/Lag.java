package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** How much later than a change each node acts on it. Thread-safe. */
@FunctionalInterface
public interface Lag {

    /** No time at all. */
    Lag NONE = node -> Duration.ZERO;

    /** The lag of a node, counted from 0, for one change. */
    Duration next(int node);

    /** The same for all, always. */
    static Lag fixed(Duration time) {
        requireNotNegative(time);
        return node -> time;
    }

    /** Each node's own; nodes beyond the list have the last. */
    static Lag perNode(List<Duration> times) {
        if (times.isEmpty()) {
            throw new IllegalArgumentException("lag of no node: give a duration for each");
        }
        times.forEach(Lag::requireNotNegative);
        List<Duration> copy = List.copyOf(times);
        return node -> copy.get(Math.min(node, copy.size() - 1));
    }

    /** For each change and node another one between two limits, by dice that fall the same way in every run. */
    static Lag seeded(Duration from, Duration to, long seed) {
        requireNotNegative(from);
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException(
                    "lag from " + Given.shown(from) + " to " + Given.shown(to) + ": the second must not be less");
        }
        Random dice = new Random(seed);
        return node -> from.plusNanos((long) (dice.nextDouble() * to.minus(from).toNanos()));
    }

    private static void requireNotNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("lag(" + Given.shown(time) + "): give a duration of zero or more");
        }
    }
}

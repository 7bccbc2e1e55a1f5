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
        Duration lag = given(time);
        return node -> lag;
    }

    /** Each node's own; nodes beyond the list have the last. */
    static Lag perNode(List<Duration> times) {
        List<Duration> copy = Given.some("lag", times).stream().map(Lag::given).toList();
        return node -> copy.get(Math.min(node, copy.size() - 1));
    }

    /** For each change and node another one between two limits, by dice that fall the same way in every run. */
    static Lag seeded(Duration from, Duration to, long seed) {
        given(from);
        if (given(to).compareTo(from) < 0) {
            throw Given.refused("lag", Given.shown(from) + " to " + Given.shown(to), "give the shorter duration first");
        }
        Random dice = new Random(seed);
        return node -> from.plusNanos((long) (dice.nextDouble() * to.minus(from).toNanos()));
    }

    private static Duration given(Duration time) {
        return Given.duration("lag", time);
    }
}

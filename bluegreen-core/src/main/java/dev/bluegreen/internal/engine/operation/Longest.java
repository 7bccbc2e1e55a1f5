package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.cutover.CutoverStrategy;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The longest of several durations: of two, and over the routers that are moved together. */
public final class Longest {

    private Longest() {}

    public static Duration of(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** The longest overlap of these; empty if each moves traffic by one write. */
    public static Optional<Duration> overlap(Stream<CutoverStrategy> strategies) {
        return strategies
                .map(GuardedStrategy::of)
                .flatMap(strategy -> strategy.overlap().stream())
                .reduce(Longest::of);
    }

    /** The longest proof time of these. */
    public static Duration provenWithin(Stream<CutoverStrategy> strategies) {
        return strategies.map(CutoverStrategy::provenWithin).reduce(Duration.ZERO, Longest::of);
    }
}

package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.cutover.CutoverStrategy;
import java.time.Duration;
import java.util.stream.Stream;

/** The longest of several durations: of two, and over the routers that are moved together. */
public final class Longest {

    private Longest() {}

    public static Duration of(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** The longest proof time of these. */
    public static Duration provenWithin(Stream<CutoverStrategy> strategies) {
        return strategies.map(CutoverStrategy::provenWithin).reduce(Duration.ZERO, Longest::of);
    }
}

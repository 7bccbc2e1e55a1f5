package dev.bluegreen.file.internal.release;

import dev.bluegreen.check.Standby;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import java.time.Duration;

/** The standby: a duration, or a mapping. */
final class StandbyKeys {

    private static final Key<Duration> DURATION =
            Key.of("duration", ValueType.DURATION, "How long the old track is kept after traffic is verified.");
    private static final Key<Integer> REPLICAS =
            Key.of("replicas", ValueType.WHOLE, "Its replicas in that time, 1 or more; default as many as it has.");

    static final ValueType<Standby> TYPE = ValueType.either(
            ValueType.DURATION.map(Standby::lasting),
            ValueType.of(Keys.of("The old track, kept.", DURATION)
                    .allowing(REPLICAS)
                    .making(values -> values.begin(Standby.lasting(values.get(DURATION)), Standby::problems)
                            .set(REPLICAS, Standby::scaledTo)
                            .done())));

    private StandbyKeys() {}
}

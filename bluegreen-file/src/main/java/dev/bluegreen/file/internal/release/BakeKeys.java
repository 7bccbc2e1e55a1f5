package dev.bluegreen.file.internal.release;

import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.time.Duration;
import java.util.List;

/** The bake. */
final class BakeKeys {

    private static final ValueType<Reaction> REACTION = ValueType.constant(List.of(Reaction.values()));

    private static final Key<Duration> LASTING =
            Key.of("duration", ValueType.DURATION, "How long the new track is watched after the proof.");
    private static final Key<Duration> EVERY =
            Key.of("every", ValueType.DURATION, "The time between two checks of each objective; default 10s.");
    private static final Key<List<Slo>> OBJECTIVES =
            Key.of("objectives", ValueType.listOf(ObjectiveKeys.TYPE), "What is watched.");
    private static final Key<Reaction> ON_BREACH =
            Key.of("onBreach", REACTION, "The reaction to a breached objective; default rollBack.");
    private static final Key<Reaction> ON_NO_DATA =
            Key.of("onNoData", REACTION, "The reaction to an objective without data at the end; default rollBack.");
    private static final Key<Reaction> ON_STORE_DOWN = Key.of(
            "onStoreDown",
            REACTION,
            "The reaction to a source of data that does not respond at the end; default hold.");

    static final ValueType<Bake> TYPE = ValueType.of(Keys.of("The bake.", LASTING)
            .allowing(EVERY, OBJECTIVES, ON_BREACH, ON_NO_DATA, ON_STORE_DOWN)
            .making(BakeKeys::bake));

    private BakeKeys() {}

    private static Bake bake(Values values) {
        return values.begin(Bake.lasting(values.get(LASTING)), Bake::problems)
                .each(OBJECTIVES, Bake::watching)
                .set(EVERY, Bake::every)
                .set(ON_BREACH, Bake::onBreach)
                .set(ON_NO_DATA, Bake::onNoData)
                .set(ON_STORE_DOWN, Bake::onStoreDown)
                .done();
    }
}

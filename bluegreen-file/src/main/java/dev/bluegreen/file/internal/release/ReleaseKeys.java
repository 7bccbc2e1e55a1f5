package dev.bluegreen.file.internal.release;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.RouterTypes;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** The keys of the file itself. */
public final class ReleaseKeys {

    private static final Key<String> NAME = Key.of("name", ValueType.DNS_LABEL, "The name of the app.");
    private static final Key<List<SmokeTest>> SMOKE_TESTS = Key.of(
            "smokeTests", ValueType.listOf(SmokeTestKeys.TYPE), "Tests of the idle track, before it gets traffic.");
    private static final Key<Bake> BAKE =
            Key.of("bake", BakeKeys.TYPE, "The time after the proof in which a breached objective sends traffic back.");
    private static final Key<Standby> STANDBY = Key.of(
            "standby",
            StandbyKeys.TYPE,
            "How long the old track is kept after traffic is verified; default not at all.");

    private ReleaseKeys() {}

    /** The keys, with the types of routers there are. */
    public static Keys<Described> with(Iterable<RouterTypes> found) {
        List<Keys<? extends CutoverStrategy>> types = new ArrayList<>();
        found.forEach(more -> types.addAll(more.routers()));
        Key<List<CutoverStrategy>> routers = Key.of(
                "routers",
                ValueType.listOf(ValueType.<CutoverStrategy>choice(types)),
                "The routers to move, all or none; default the one Service that is discovered.");
        return Keys.of("A blue/green release: docs/release-file.md.", NAME)
                .allowing(routers, SMOKE_TESTS, BAKE, STANDBY)
                .making(values -> describe(values, routers));
    }

    private static Described describe(Values values, Key<List<CutoverStrategy>> routers) {
        String name = values.get(NAME);
        ReleaseBuilder builder = values.begin(BlueGreen.release(name), ReleaseKeys::problems)
                .each(routers, ReleaseBuilder::cutover)
                .each(SMOKE_TESTS, ReleaseBuilder::smokeTest)
                .set(BAKE, ReleaseBuilder::bake)
                .set(STANDBY, ReleaseBuilder::standby)
                .done();
        return new Described(name, builder);
    }

    /** All but that there is no platform yet. */
    private static List<String> problems(ReleaseBuilder builder) {
        try {
            builder.build();
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream()
                    .filter(problem -> !problem.startsWith("on: "))
                    .toList();
        }
    }
}

package dev.bluegreen.micrometer;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.util.Optional;

/** The app "shop" in memory, three pods on each track, with one objective that holds until it is told to fail. */
final class MeteredShop {

    static final double LIMIT = 0.01;

    final VirtualTime time = VirtualTime.create();
    final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:1", 3)
            .deploy("shop-green", "shop:2", 3)
            .route("web", Track.BLUE, ofSeconds(30));
    double errorRate = 0.002;

    ReleaseBuilder builder(CutoverListener listener) {
        return BlueGreen.release("shop").on(platform).withoutAudit().listener(listener);
    }

    Bake bake(Slo objective) {
        return Bake.lasting(ofMinutes(1)).every(ofSeconds(10)).watching(objective);
    }

    static Slo.Result reading(double value) {
        return new Slo.Result(Verdict.GOOD, "errors", Optional.of(new Reading(value, LIMIT, false)));
    }

    Slo objective() {
        Slo measured = context -> new Slo.Result(
                errorRate < LIMIT ? Verdict.GOOD : Verdict.BAD,
                "errors",
                Optional.of(new Reading(errorRate, LIMIT, false)));
        return measured.named("error rate");
    }
}

package dev.bluegreen.report;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole switch in memory, with a bake of ten minutes. */
final class Switched {

    private Switched() {}

    static CutoverReport report() {
        return report(ReportCollector.create(), Integer.MAX_VALUE, event -> {});
    }

    /** @param bad the check from which on the objective is breached */
    static CutoverReport report(ReportCollector collector, int bad, CutoverListener listener) {
        VirtualTime time = VirtualTime.create();
        InMemoryPlatform platform = InMemoryPlatform.on(time)
                .deploy("shop-blue", "shop:1", 3)
                .deploy("shop-green", "shop:2", 3)
                .route("web", Track.BLUE, Duration.ofSeconds(30));
        AtomicInteger checks = new AtomicInteger();
        Slo measured = context -> {
            boolean isBad = checks.incrementAndGet() >= bad;
            Reading reading = new Reading(isBad ? 0.05 : 0.002, 0.01, false);
            return new Slo.Result(isBad ? Verdict.BAD : Verdict.GOOD, "calls failed", Optional.of(reading));
        };
        try {
            return BlueGreen.release("shop")
                    .on(platform)
                    .withoutAudit()
                    .listener(listener)
                    .bake(Bake.lasting(Duration.ofMinutes(10))
                            .every(Duration.ofSeconds(2))
                            .watching(measured.named("error rate").inPercent().observedBy(collector)))
                    .build()
                    .switchTo(Track.GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }
}

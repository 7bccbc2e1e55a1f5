package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A cutover with a test and an approval, which is requested by one process and carried out by a job. */
abstract class RequestScene {

    static final ChangeWindow OFFICE = ChangeWindow.parse("allow Mon-Fri 08:00-17:00 Europe/Berlin");
    static final Instant FRIDAY_EVENING = Instant.parse("2026-01-02T18:00:00Z");
    static final Instant MONDAY = Instant.parse("2026-01-05T07:00:00Z");
    static final Duration PASSES = Duration.ofMinutes(5);

    final Shop shop = new Shop();
    final AtomicBoolean approved = new AtomicBoolean();
    final AtomicInteger tests = new AtomicInteger();

    ReleaseBuilder described() {
        return shop.builder()
                .smokeTest(asked -> {
                    tests.incrementAndGet();
                    return Evidence.confirmed("smoke", asked.idle().name(), "it answers");
                })
                .approval(Approval.callback(request -> approved.get() ? Answer.approved("bob") : Answer.PENDING)
                        .within(Duration.ofHours(4)));
    }

    Release release() {
        return described().build().requestedBy("ann", "OPS-12");
    }

    CutoverRequest request() {
        return release().request(GREEN);
    }

    List<Resumption> pass() {
        return pass(described());
    }

    List<Resumption> pass(ReleaseBuilder described) {
        return BlueGreen.resumeDue(shop.platform, name -> Optional.of(described));
    }

    void at(Instant moment) {
        shop.time.advance(Duration.between(shop.time.now(), moment));
    }

    Unfinished left() {
        return shop.release().status().unfinished().orElseThrow();
    }

    Unfinished.State state() {
        return left().state();
    }

    PastCutover last() {
        return shop.release().status().history().get(0);
    }

    static Slo good() {
        Slo function = context -> new Slo.Result(Slo.Verdict.GOOD, "fine");
        return function.named("error rate");
    }
}

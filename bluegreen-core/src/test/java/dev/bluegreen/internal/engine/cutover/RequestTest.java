package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.NamespaceNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A cutover that is requested now, and carried out by another process when people let it. */
class RequestTest {

    private static final ChangeWindow OFFICE = ChangeWindow.parse("allow Mon-Fri 08:00-17:00 Europe/Berlin");
    private static final Instant FRIDAY_EVENING = Instant.parse("2026-01-02T18:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-01-05T07:00:00Z");
    private static final Duration PASSES = Duration.ofMinutes(5);

    private final Shop shop = new Shop();
    private final AtomicBoolean approved = new AtomicBoolean();
    private final AtomicInteger tests = new AtomicInteger();

    @Test
    void whatIsRequestedOnFridayEveningIsCarriedOutOnMondayByAJob() {
        shop.time.advance(Duration.between(shop.time.now(), FRIDAY_EVENING));
        ReleaseBuilder described = described().window(OFFICE).bake(Duration.ofMinutes(30), good());

        CutoverRequest request = described.build().requestedBy("ann", "OPS-12").request(GREEN);

        assertThat(request.waitsFor())
                .contains("the approval of plan " + request.plan().shortHash())
                .contains("the window that opens Mon 08:00 Europe/Berlin");
        shop.time.after(Duration.ofHours(2), () -> approved.set(true));
        List<Resumption> passes = passes(described, MONDAY.plus(PASSES));
        assertThat(passes).last().satisfies(last -> {
            assertThat(last.done()).isTrue();
            assertThat(last.sentence()).contains("traffic is on GREEN");
        });
        PastCutover past = shop.release().status().history().get(0);
        assertThat(past.id()).isEqualTo(request.id());
        assertThat(past.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(past.by()).contains("ann").contains("OPS-12");
        assertThat(past.reason()).contains("approved at 2026-01-02");
        assertThat(past.at()).isBetween(MONDAY.plus(Duration.ofMinutes(30)), MONDAY.plus(Duration.ofMinutes(36)));
        assertThat(passes).hasSizeGreaterThan(700);
        assertThat(tests).hasValue(1);
    }

    private List<Resumption> passes(ReleaseBuilder described, Instant until) {
        List<Resumption> all = new ArrayList<>();
        while (shop.time.now().isBefore(until)) {
            all.addAll(pass(described));
            shop.time.advance(PASSES);
        }
        return all;
    }

    private List<Resumption> pass(ReleaseBuilder described) {
        return BlueGreen.resumeDue(shop.platform, name -> Optional.of(described));
    }

    private ReleaseBuilder described() {
        return shop.builder()
                .smokeTest(asked -> {
                    tests.incrementAndGet();
                    return Evidence.confirmed("smoke", asked.idle().name(), "it answers");
                })
                .approval(Approval.callback(request -> approved.get() ? Answer.approved("bob") : Answer.PENDING)
                        .within(Duration.ofHours(4)));
    }

    private static Slo good() {
        Slo function = context -> new Slo.Result(Slo.Verdict.GOOD, "fine");
        return function.named("error rate");
    }
}

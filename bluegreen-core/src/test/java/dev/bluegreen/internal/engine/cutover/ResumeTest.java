package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Metric;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A process dies in each phase of a cutover; another one goes on, as if nothing had happened. */
class ResumeTest extends ResumeScene {

    @Test
    void anInterruptedTestIsDoneAgain() {
        dieWhen(event -> event.phase() == Phase.TEST);

        assertResumed(whole().resume());
        assertThat(tests).isEqualTo(2);
    }

    @Test
    void anApprovalIsWaitedForUntilItsFirstDeadlineOnly() {
        approved.set(false);
        Instant begun = shop.time.now();
        dieAfter(Duration.ofMinutes(50));

        assertThatThrownBy(() -> whole().resume()).hasMessageContaining("was not approved within 1 h 0 min");

        assertThat(shop.time.now()).isBetween(begun.plus(HOUR), begun.plus(HOUR).plusSeconds(60));
        assertThat(tests).as("what was tested counts").isEqualTo(1);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void anApprovalThatIsGivenAfterTheDeathCounts() {
        approved.set(false);
        dieAfter(Duration.ofMinutes(10));
        approved.set(true);

        assertResumed(whole().resume());
    }

    @Test
    void anApprovalThatWasGivenIsNotRequestedAgain() {
        dieWhen(event ->
                event.kind() == CutoverEvent.Kind.GATE && event.sentence().startsWith("approved"));
        int before = asked;
        approved.set(false);

        assertResumed(whole().resume());

        assertThat(asked).isEqualTo(before);
        assertThat(last().reason()).contains("approved at").contains("by ann");
    }

    @Test
    void aChangedPlanIsTestedAndApprovedAnew() {
        dieWhen(event ->
                event.kind() == CutoverEvent.Kind.GATE && event.sentence().startsWith("approved"));
        int before = asked;
        shop.platform.deploy("shop-green", "shop:3", 3);

        CutoverReport report = whole().resume();

        assertResumed(report);
        assertThat(tests).isEqualTo(2);
        assertThat(asked).isGreaterThan(before);
        assertThat(report.findings()).anySatisfy(found -> assertThat(found.id()).isEqualTo("plan-changed"));
    }

    @Test
    void aStepThatOneRouterHasTakenIsCompleted() {
        shop.crashAt("shift router/api", 1, ignored -> whole().switchTo(GREEN));
        assertThat(splits()).containsExactly(new TrafficSplit(90, 10), TrafficSplit.all(BLUE));

        assertResumed(whole().resume());
    }

    @Test
    void aStepIsHeldForWhatIsLeftOfItsPause() {
        dieWhenSplit(new TrafficSplit(50, 50), Duration.ofMinutes(15));
        Instant resumed = shop.time.now();

        assertResumed(whole().resume());

        Duration took = Duration.between(resumed, shop.time.now());
        assertThat(took)
                .as("15 of 20 minutes and the settle bound were watched; at most a heartbeat of it is watched again")
                .isBetween(minutes(5).plus(BAKE), minutes(8).plus(BAKE));
    }

    @Test
    void aStepIsNotHeldAgainOnceItWasHeld() {
        dieAt("shift router/web", 2);
        assertThat(splits()).containsOnly(new TrafficSplit(90, 10));
        Instant resumed = shop.time.now();

        assertResumed(whole().resume());

        assertThat(Duration.between(resumed, shop.time.now()))
                .isBetween(minutes(20).plus(BAKE), minutes(24).plus(BAKE));
    }

    @Test
    void whatWasMovedAndNotProvenIsProvenAndBaked() {
        dieWhen(event -> event.phase() == Phase.VERIFY);
        judged.clear();

        assertResumed(whole().resume());

        assertThat(judged).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void theBakeGoesOnForWhatIsLeftOfIt() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));
        judged.clear();
        Instant resumed = shop.time.now();

        CutoverReport report = whole().resume();

        assertResumed(report);
        assertThat(Duration.between(resumed, shop.time.now())).isBetween(minutes(6), minutes(8));
        assertThat(judged).hasSizeBetween(36, 40);
        assertThat(report.objectives().get(0).samples())
                .as("of all steps and of the whole bake")
                .isGreaterThan(200);
    }

    /** A limit of 1.5; by the five minutes before the resumption it would be 1.8. */
    @Test
    void aResumedBakeIsNoWorseThanBeforeTheMoveAndNotThanBeforeTheResumption() {
        Instant moved = shop.time.now().plus(minutes(1));
        AtomicReference<Instant> resumed = new AtomicReference<>(Instant.MAX);
        Metric latency = (until, window) ->
                OptionalDouble.of(until.isAfter(resumed.get()) ? 1.7 : until.isAfter(moved) ? 1.2 : 1);
        ReleaseBuilder release = bakedOnly(latency.noWorseThanBefore(1.5, 0.1).named("latency"));
        dieWhen(event -> event.phase() == Phase.BAKE, minutes(7), release);
        resumed.set(shop.time.now());

        assertThatThrownBy(() -> release.build().resume())
                .hasMessageContaining("latency: the metric is 1.7, was 1.0 before the switch, limit 1.5");

        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
        assertThat(Duration.between(resumed.get(), shop.time.now())).isLessThan(minutes(2));
    }

    @Test
    void unwatchedHoursDoNotCount() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(1));
        shop.time.advance(Duration.ofDays(2));
        judged.clear();

        assertResumed(whole().resume());

        assertThat(judged).hasSizeGreaterThanOrEqualTo(54);
    }

    @Test
    void recoverResumesTheBake() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));
        judged.clear();

        assertResumed(whole().recover());

        assertThat(judged).hasSizeBetween(36, 40);
    }

    @Test
    void aBreachAfterTheDeathSendsTrafficBack() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));

        assertThatThrownBy(() -> release(Slo.Verdict.BAD).resume()).hasMessageContaining("an SLO is breached");

        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
        assertThat(last().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void theOldTrackIsScaledDownAfterTheBakeAndKeptAsConfigured() {
        dieAt("scale workload/shop-blue", 1);

        CutoverReport report = whole().resume();

        assertResumed(report);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(1);
    }
}

package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process dies in each phase of a cutover; another one goes on, as if nothing had happened. */
class ResumeTest {

    private static final Duration BAKE = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Shop shop = new Shop();
    private final List<Instant> judged = new CopyOnWriteArrayList<>();
    private final AtomicBoolean approved = new AtomicBoolean();
    private int tests;
    private int asked;

    @BeforeEach
    void routes() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
        approved.set(true);
    }

    @Test
    void nothingIsWrittenWhenNothingIsUnfinished() {
        whole().switchTo(GREEN);
        shop.calls.clear();

        assertThat(whole().resume().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(shop.writes()).isEmpty();
    }

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
    void anApprovalThatWasGivenIsNotAskedForAgain() {
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

    @Test
    void hoursInWhichNobodyWatchedDoNotCount() {
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
    void badChecksBeforeTheDeathCountForTheTolerance() {
        Slo twice = slo(Slo.Verdict.BAD).breachedBy(2, 2);
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofSeconds(11), bakedOnly(twice.breachedBy(3, 3)));
        judged.clear();

        assertThatThrownBy(() -> bakedOnly(twice.breachedBy(3, 3)).build().resume())
                .hasMessageContaining("an SLO is breached");

        assertThat(judged).as("one before the death, and two after it").hasSize(2);
    }

    @Test
    void theOldTrackIsMadeSmallAfterTheBakeAndKeptAsAskedFor() {
        dieAt("scale workload/shop-blue", 1);

        CutoverReport report = whole().resume();

        assertResumed(report);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(1);
    }

    @Test
    void aReleaseThatLacksTheObjectiveGoesBackAndSaysSo() {
        dieWhen(event -> event.phase() == Phase.BAKE);

        assertThatThrownBy(() -> routed().resume()).hasMessageContaining("lacks: objective 'error rate'");

        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aReleaseWithOtherRoutersIsRefusedAndWritesNothing() {
        dieWhen(event -> event.phase() == Phase.BAKE);
        shop.calls.clear();

        Release other = shop.builder().cutover(shop.platform.router("web")).build();

        assertThatThrownBy(other::resume)
                .hasMessageContaining("of a release with other routers or labels")
                .hasMessageContaining("router/web, router/api");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void theRecordedScheduleBakeAndStandbyHold() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));
        Instant resumed = shop.time.now();

        CutoverReport report = builder()
                .bake(Bake.lasting(Duration.ofSeconds(1)).watching(slo(Slo.Verdict.GOOD)))
                .build()
                .resume();

        assertResumed(report);
        assertThat(Duration.between(resumed, shop.time.now())).isGreaterThan(minutes(6));
        assertThat(report.findings())
                .anySatisfy(found -> assertThat(found.sentence()).contains("bake 10 min, not 1 s"));
    }

    @Test
    void theStatusTellsWhatADeadCutoverWaitsFor() {
        approved.set(false);
        dieAfter(Duration.ofMinutes(10));
        assertThat(left().state()).as("held, as far as is known").isEqualTo(Unfinished.State.RUNNING);

        shop.time.advance(Duration.ofMinutes(1));

        assertThat(left().state()).isEqualTo(Unfinished.State.DEAD);
        assertThat(left().waitsFor().orElseThrow()).startsWith("waits for the approval of plan");
        assertThat(left().until()).contains(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void aParkedCutoverIsNotRecovered() {
        approved.set(false);
        dieAfter(Duration.ofMinutes(10));
        park("the approval");

        assertThat(left().state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(left().waitsFor()).contains("the approval");
        assertThat(routed().status().toString()).contains("parked cutover op-1 BLUE -> GREEN");
        shop.calls.clear();
        CutoverReport report = whole().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(report.sentence())
                .contains("is parked and waits for the approval")
                .contains("resume()");
        assertThat(shop.writes()).isEmpty();

        approved.set(true);
        assertResumed(whole().resume());
    }

    private Unfinished left() {
        return routed().status().unfinished().orElseThrow();
    }

    /** As a process does that waits no longer itself. */
    private void park(String waitsFor) {
        StoredRecord dead = shop.platform.record("shop").orElseThrow();
        String parked = dead.json()
                .replace("\"resumptions\":0", "\"resumptions\":0,\"parked\":{\"waitsFor\":\"" + waitsFor + "\"}");
        StoredRecord free = StoredRecord.builder(dead.acquired(), dead.duration(), parked)
                .renewed(shop.time.now())
                .token(dead.token())
                .build();
        shop.platform.records().compareAndSet("shop", Optional.of(dead), free);
    }

    @Test
    void finishingByNameSaysWhatWasNotWatched() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(4));

        CutoverReport report = routed().recover(dev.bluegreen.model.Recovery.FINISH);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.sentence()).contains("not watched: ").contains("of the bake of 10 min with 1 objective");
        assertThat(report.findings()).anySatisfy(found -> assertThat(found.id()).isEqualTo("not-watched"));
        assertThat(last().reason()).contains("not watched: ");
        assertThat(routed().status().standby().orElseThrow().until())
                .isAfter(shop.time.now().plus(Duration.ofHours(23)));
    }

    @Test
    void numbersOfEventsAreNotGivenTwice() {
        List<CutoverEvent> told = new ArrayList<>();
        dieWhen(
                event -> event.phase() == Phase.BAKE,
                Duration.ofMinutes(1),
                builder().listener(told::add));
        assertResumed(builder().listener(told::add).build().resume());

        List<CutoverEvent> first =
                told.stream().filter(event -> !event.replayed()).toList();
        assertThat(first).extracting(CutoverEvent::cutoverId).containsOnly("op-1");
        assertThat(first).extracting(CutoverEvent::number).doesNotHaveDuplicates();
    }

    @Test
    void anotherDeathIsResumedAsWell() {
        dieWhen(event -> event.phase() == Phase.BAKE, Duration.ofMinutes(2));
        AtomicBoolean dead = new AtomicBoolean();
        shop.die(dead::get);
        shop.time.after(Duration.ofMinutes(4), () -> dead.set(true));
        assertThatThrownBy(() -> whole().resume()).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
        judged.clear();

        assertResumed(whole().resume());

        assertThat(judged).hasSizeBetween(24, 40);
    }

    private void assertResumed(CutoverReport report) {
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.id()).isEqualTo("op-1");
        assertThat(splits()).containsOnly(TrafficSplit.all(GREEN));
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(last().id()).isEqualTo("op-1");
        assertThat(last().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(routed().status().unfinished()).isEmpty();
        assertThat(Duration.between(
                        shop.time.now(),
                        routed().status().standby().orElseThrow().until()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(1);
    }

    private PastCutover last() {
        return routed().status().history().get(0);
    }

    private static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }

    private List<TrafficSplit> splits() {
        return List.of(
                shop.platform.routing("web").split(),
                shop.platform.routing("api").split());
    }

    private void dieAt(String call, int nth) {
        shop.crashAt(call, nth, ignored -> whole().switchTo(GREEN));
    }

    private void dieAfter(Duration time) {
        AtomicBoolean dead = new AtomicBoolean();
        shop.time.after(time, () -> dead.set(true));
        die(dead, builder());
    }

    private void dieWhenSplit(TrafficSplit split, Duration after) {
        AtomicBoolean dead = new AtomicBoolean();
        die(dead, builder().listener(event -> {
            if (event.sentence().startsWith("holds " + split)) {
                shop.time.after(after, () -> dead.set(true));
            }
        }));
    }

    private void dieWhen(Predicate<CutoverEvent> moment) {
        AtomicBoolean dead = new AtomicBoolean();
        die(dead, builder().listener(event -> dead.compareAndSet(false, moment.test(event))));
    }

    private void dieWhen(Predicate<CutoverEvent> moment, Duration after) {
        dieWhen(moment, after, builder());
    }

    private void dieWhen(Predicate<CutoverEvent> moment, Duration after, ReleaseBuilder release) {
        AtomicBoolean dead = new AtomicBoolean();
        AtomicBoolean seen = new AtomicBoolean();
        die(dead, release.listener(event -> {
            if (moment.test(event) && seen.compareAndSet(false, true)) {
                shop.time.after(after, () -> dead.set(true));
            }
        }));
    }

    private void die(AtomicBoolean dead, ReleaseBuilder release) {
        shop.die(dead::get);
        assertThatThrownBy(() -> release.build().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
    }

    private Release whole() {
        return release(Slo.Verdict.GOOD);
    }

    private Release release(Slo.Verdict verdict) {
        return builder(verdict).build();
    }

    private ReleaseBuilder builder() {
        return builder(Slo.Verdict.GOOD);
    }

    private Release routed() {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }

    private ReleaseBuilder bakedOnly(Slo slo) {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .bake(Bake.lasting(BAKE).watching(slo));
    }

    private ReleaseBuilder builder(Slo.Verdict verdict) {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .smokeTest(asked -> {
                    tests++;
                    return Evidence.confirmed("smoke", asked.idle().name(), "it answers");
                })
                .approval(Approval.callback(request -> {
                            asked++;
                            return approved.get() ? Answer.approved("ann") : Answer.PENDING;
                        })
                        .within(HOUR))
                .schedule(Schedule.of(step(10, minutes(10)), step(50, minutes(20))))
                .bake(Bake.lasting(BAKE).watching(slo(verdict)))
                .standby(Standby.lasting(Duration.ofHours(24)).scaledTo(1));
    }

    private Slo slo(Slo.Verdict verdict) {
        Slo function = context -> {
            judged.add(context.now());
            return new Slo.Result(verdict, "the error rate");
        };
        return function.named("error rate");
    }
}

package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traffic that moves by a schedule: 25 %, 50 % and 75 % for two minutes each, then everything. */
class StepsTest {

    private static final Duration PAUSE = Duration.ofMinutes(2);
    private static final Schedule QUARTERS = Schedule.linear(25, PAUSE);
    private static final Bake BAKE = Bake.lasting(Duration.ofMinutes(5));

    private final Shop shop = new Shop();

    @BeforeEach
    void shares() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
    }

    @Test
    void allRoutersTakeEachStepTogetherAndEndOnTheTrack() {
        List<String> seen = new ArrayList<>();
        shop.after("shift router/api", () -> seen.add(split("web") + " " + split("api")));

        CutoverReport report = release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(seen).containsExactly("75/25 75/25", "50/50 50/50", "25/75 25/75", "0/100 0/100");
        assertThat(shop.platform.routing("web").cutoverId()).contains(report.id());
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void thePauseBeginsWhenTheRouterHasSettledAfterTheProof() {
        List<Instant> moved = new ArrayList<>();
        shop.before("shift router/web", () -> moved.add(shop.time.now()));

        release().switchTo(GREEN);

        for (int i = 1; i < moved.size(); i++) {
            assertThat(Duration.between(moved.get(i - 1), moved.get(i))).isEqualTo(Shop.SETTLE.plus(PAUSE));
        }
    }

    @Test
    void thePauseDoesNotBeginBeforeTheStepIsProven() {
        shop.after("shift router/api", Shop.once(() -> {
            shop.platform.setReady("shop-green", 2);
            shop.time.after(Duration.ofSeconds(40), () -> shop.platform.setReady("shop-green", 3));
        }));
        Instant begin = shop.time.now();

        Instant ended = release().switchTo(GREEN).times().ended();

        Duration held = Shop.SETTLE.plus(PAUSE).multipliedBy(3);
        assertThat(Duration.between(begin, ended)).isEqualTo(held.plusSeconds(40));
    }

    @Test
    void thePlanNamesEveryWriteOfEveryStepAndTheirTime() {
        CutoverPlan plan = release().plan(GREEN);

        assertThat(plan.writes())
                .filteredOn(PlannedWrite::movesTraffic)
                .extracting(PlannedWrite::toString)
                .containsExactly(
                        "set router/web: 100/0 -> 75/25, 3 and 3 pods ready; held 2 min 30 s from its proof",
                        "set router/api: 100/0 -> 75/25, 3 and 3 pods ready; held 2 min 30 s from its proof",
                        "set router/web: 75/25 -> 50/50; held 2 min 30 s from its proof",
                        "set router/api: 75/25 -> 50/50; held 2 min 30 s from its proof",
                        "set router/web: 50/50 -> 25/75; held 2 min 30 s from its proof",
                        "set router/api: 50/50 -> 25/75; held 2 min 30 s from its proof",
                        "set router/web: 25/75 -> 0/100",
                        "set router/api: 25/75 -> 0/100");
        assertThat(plan.held()).isEqualTo(Duration.ofSeconds(450));
        assertThat(plan.toString()).contains("steps 7 min 30 s and the time to verify each");
        assertThat(plan.hash())
                .isNotEqualTo(builder()
                        .schedule(Schedule.allAtOnce())
                        .build()
                        .plan(GREEN)
                        .hash());
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aPauseThatReadsTheSameAndIsLongerMakesAnotherPlan() {
        assertThat(hashOf(Duration.ofSeconds(620))).isNotEqualTo(hashOf(Duration.ofSeconds(630)));
    }

    private String hashOf(Duration pause) {
        return builder()
                .schedule(Schedule.canary(25, pause))
                .build()
                .plan(GREEN)
                .hash();
    }

    @Test
    void aBreachAtAnyStepSendsEachRouterBackByOneWrite() {
        for (String at : List.of("75/25", "50/50", "25/75")) {
            shop.calls.clear();

            CutoverReport report = failed(
                    builder().schedule(QUARTERS).bake(BAKE.watching(badAt(at))).build());

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.sentence())
                    .contains("was moved to " + at + " and sent back: an SLO is breached", "Traffic is on BLUE");
            assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
            long steps = QUARTERS.steps().stream()
                            .takeWhile(step -> !step.split(GREEN).toString().equals(at))
                            .count()
                    + 1;
            assertThat(shifts()).isEqualTo(2 * steps + 2);
        }
    }

    @Test
    void anObjectiveWithoutDataAtTheEndOfAStepSendsTrafficBack() {
        Slo silent = asked -> new Slo.Result(Verdict.NO_DATA, "no requests");

        assertThat(failed(builder()
                                .schedule(QUARTERS)
                                .bake(BAKE.watching(silent))
                                .build())
                        .sentence())
                .contains("an SLO has no data at the end of the step 75/25");
        assertThat(release(BAKE.watching(silent).onNoData(Reaction.HOLD))
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aBreachThatMustNotGoBackStaysOnItsWayForAPerson() {
        Release release = release(BAKE.watching(badAt("50/50")).onBreach(Reaction.FREEZE));

        CutoverReport report = failed(release);

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence())
                .contains("traffic stays at 50/50 until recover(FINISH) or recover(ROLL_BACK)", "router/web 50/50");
        assertThat(splits()).containsOnly(new TrafficSplit(50, 50));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void podsThatDieAtAStepSendTrafficBack() {
        at("50/50", () -> shop.platform.setReady("shop-green", 0));

        CutoverReport report = failed(release());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("the proof no longer holds: router/web: 0 of 3 required pods ready");
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void noStepIsMadeToATrackThatHasFewerPodsThanRequired() {
        at("75/25", () -> shop.platform.setReady("shop-green", 2));

        CutoverReport report = failed(release());

        assertThat(report.sentence())
                .contains("the proof is not complete at the deadline", "2 of 3 required pods ready");
        assertThat(shifts()).isEqualTo(2 + 2);
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void podsThatAreLostRightBeforeAStepAreSeen() {
        shop.before("preflight router/web", () -> lessWhen(new TrafficSplit(50, 50)));

        assertThat(failed(release()).sentence()).contains("router/web would have 2 of 3 required pods ready");
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void aWeakerOldTrackIsReportedAndHoldsNothingUp() {
        at("75/25", () -> shop.platform.setReady("shop-blue", 1));

        CutoverReport report = release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings()).extracting(Finding::id).contains("way-back-weaker");
    }

    @Test
    void anOldTrackWithoutPodsCanNeitherServeNorBeGoneBackTo() {
        at("50/50", () -> shop.platform.setReady("shop-blue", 0));

        CutoverReport report = failed(release());

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence()).contains("shop-blue has no ready pod", "router/web 50/50");
        assertThat(release().recover(Recovery.FINISH).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aForeignWriteAtAStepIsLeftAlone() {
        at("50/50", () -> shop.platform.foreignWrite("web", new TrafficSplit(80, 20), "kubectl"));

        CutoverReport report = failed(release());

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence())
                .contains("foreign write: router/web is 80/20, written by kubectl", "router/api 50/50");
        assertThat(splits()).containsExactly(new TrafficSplit(80, 20), new TrafficSplit(50, 50));
    }

    @Test
    void aForeignWriteRightBeforeAStepIsNotOverwritten() {
        shop.before("observe router/web", () -> {
            if (split("web").equals("50/50")) {
                shop.platform.foreignWrite("web", new TrafficSplit(80, 20), "kubectl");
            }
        });

        assertThat(failed(release()).sentence())
                .contains("foreign write: router/web was 50/50 and is 80/20, written by kubectl");
        assertThat(split("web")).isEqualTo("80/20");
    }

    @Test
    void aForeignWriteOfTheSameShareBeforeAStepIsNotOverwritten() {
        shop.before("observe router/web", () -> {
            if (split("web").equals("50/50")) {
                shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl");
            }
        });

        assertThat(failed(release()).sentence())
                .contains("foreign write: router/web is 50/50, as it was left, but was written again by kubectl");
        assertThat(split("web")).isEqualTo("50/50");
    }

    @Test
    void theRestGoesBackFromAStepWhenConfigured() {
        at("50/50", () -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "argocd"));

        CutoverReport report = failed(builder()
                .schedule(QUARTERS)
                .foreignWrites(ForeignWrites.ROLL_BACK)
                .build());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void aHolderThatLostItsLockAtAStepWritesNothingMore() {
        at("50/50", shop::stealLock);

        CutoverReport report = failed(release());

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(splits()).containsOnly(new TrafficSplit(50, 50));
    }

    @Test
    void eachStepIsReportedWithItsShares() {
        CutoverReport report = release().switchTo(GREEN);

        assertThat(report.history())
                .filteredOn(event -> event.kind() == Kind.WAITING)
                .extracting(CutoverEvent::sentence)
                .containsExactly(
                        "holds 75/25 for 2 min 30 s", "holds 50/50 for 2 min 30 s", "holds 25/75 for 2 min 30 s");
        assertThat(report.history())
                .filteredOn(event -> event.kind() == Kind.INTENT)
                .extracting(CutoverEvent::sentence)
                .startsWith(
                        "router/web 100/0 -> 75/25",
                        "if that does not hold, router/web 75/25 -> 100/0",
                        "router/api 100/0 -> 75/25",
                        "if that does not hold, router/api 75/25 -> 100/0",
                        "router/web 75/25 -> 50/50");
    }

    @Test
    void theRecordStaysSmallHoweverManyStepsThereAre() {
        List<Integer> sizes = new ArrayList<>();
        shop.before(
                "shift router/api",
                () -> sizes.add(
                        shop.platform.record("shop").orElseThrow().json().length()));

        builder().schedule(Schedule.linear(1, PAUSE)).build().switchTo(GREEN);

        assertThat(sizes).hasSize(100);
        assertThat(sizes.subList(50, 100))
                .allSatisfy(size -> assertThat(size).isCloseTo(sizes.get(50), withinPercentage(2)));
        assertThat(sizes).allMatch(size -> size < 20_000);
    }

    @Test
    void goingBackAfterwardsIsOneWriteForEachRouter() {
        release().switchTo(GREEN);
        shop.calls.clear();

        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(shifts()).isEqualTo(2);
    }

    /** Bad while the router has this split. */
    private Slo badAt(String split) {
        return asked -> split("web").equals(split)
                ? new Slo.Result(Verdict.BAD, "5 % of requests fail")
                : new Slo.Result(Verdict.GOOD, "none fails");
    }

    /** Does something a minute after both routers took a step. */
    private void at(String split, Runnable incident) {
        Map<String, Runnable> left = new TreeMap<>(Map.of(split, incident));
        shop.after("shift router/api", () -> {
            if (left.containsKey(split("api"))) {
                shop.time.after(Duration.ofMinutes(1), left.remove(split("api")));
            }
        });
    }

    private void lessWhen(TrafficSplit split) {
        if (shop.platform.routing("web").split().equals(split)) {
            shop.platform.setReady("shop-green", 2);
        }
    }

    private ReleaseBuilder builder() {
        return shop.builder().cutover(shop.platform.router("web")).cutover(shop.platform.router("api"));
    }

    private Release release() {
        return builder().schedule(QUARTERS).build();
    }

    private Release release(Bake bake) {
        return builder().schedule(QUARTERS).bake(bake).build();
    }

    private static CutoverReport failed(Release release) {
        return catchThrowableOfType(CutoverException.class, () -> release.switchTo(GREEN))
                .report();
    }

    private String split(String router) {
        return shop.platform.routing(router).split().toString();
    }

    private List<TrafficSplit> splits() {
        return List.of(
                shop.platform.routing("web").split(),
                shop.platform.routing("api").split());
    }

    private long shifts() {
        return shop.calls.stream().filter(call -> call.startsWith("shift")).count();
    }
}

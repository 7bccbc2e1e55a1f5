package dev.bluegreen.internal.engine.operation;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While a callback keeps its thread, the operation goes on looking, and hears who wants it to stop. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WhileACallbackBlocksTest {

    private static final Slo.Result GOOD = new Slo.Result(Slo.Verdict.GOOD, "fine");

    private final Shop shop = new Shop();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean entered = new AtomicBoolean();
    private final List<CutoverEvent> told = new CopyOnWriteArrayList<>();

    /** What blocks, and where traffic is after an abort. */
    private enum Blocked {
        GATE,
        SMOKE_TEST,
        APPROVAL,
        PROBE,
        OBJECTIVE
    }

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    @ParameterizedTest
    @EnumSource(Blocked.class)
    void anAbortIsHeard(Blocked what) {
        shop.time.manual();
        Cutover cutover = blocking(what).apply(shop.builder()).build().start(GREEN);
        shop.await(entered::get);

        cutover.abort("the deployment window closes");
        CutoverReport report = report(cutover);

        assertThat(report.sentence()).contains("aborted: the deployment window closes");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(report.active()).contains(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void anObjectiveThatBlocksHidesNoLossOfTheProof() {
        shop.time.after(ofSeconds(10), () -> shop.platform.setReady("shop-green", 0));

        CutoverReport report = refused(shop.builder().bake(ofMinutes(30), asked -> block(GOOD)));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("the proof no longer holds");
        assertThat(report.took()).isLessThan(ofSeconds(15));
    }

    @Test
    void anObjectiveThatBlocksHidesNoOther() {
        shop.time.after(ofSeconds(45), () -> entered.set(true));

        CutoverReport report = refused(shop.builder()
                .bake(
                        ofHours(1),
                        asked -> block(GOOD),
                        asked -> entered.get() ? new Slo.Result(Slo.Verdict.BAD, "errors") : GOOD));

        assertThat(report.sentence()).contains("an SLO is breached: errors");
        assertThat(report.took()).isLessThan(ofSeconds(60));
    }

    @Test
    void anObjectiveThatBlocksHidesNoLossOfTheWayBack() {
        shop.time.after(ofSeconds(10), () -> shop.platform.setReady("shop-blue", 0));

        shop.builder()
                .bake(Bake.lasting(ofSeconds(20)).watching(asked -> block(GOOD)))
                .listener(told::add)
                .build()
                .switchTo(GREEN);

        assertThat(told)
                .filteredOn(event -> event.kind() == CutoverEvent.Kind.WAY_BACK)
                .first()
                .satisfies(lost -> assertThat(Duration.between(told.get(0).at(), lost.at()))
                        .isBetween(ofSeconds(10), ofSeconds(12)));
    }

    @Test
    void aProbeThatBlocksHidesNoForeignWrite() {
        shop.time.after(
                ofSeconds(10), () -> shop.platform.foreignWrite("web", TrafficSplit.all(Track.BLUE), "kubectl"));

        CutoverReport report =
                refused(shop.builder().trafficProbe(asked -> block(Evidence.confirmed("traffic", "shop", "fine"))));

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence()).contains("kubectl");
        assertThat(report.took()).isLessThan(ofSeconds(15));
    }

    @Test
    void theLockIsRenewed() {
        shop.builder()
                .approval(Approval.callback(asked -> {
                            shop.time.after(ofHours(1), end::countDown);
                            return block(new Answer(Approval.Decision.APPROVED, "alice", ""));
                        })
                        .within(ofHours(2)))
                .build()
                .switchTo(GREEN);

        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aListenerThatBlocksHearsTheRestWhenItCan() {
        VirtualTime time = shop.time;
        shop.builder()
                .listener(event -> {
                    told.add(event);
                    if (event.kind() == CutoverEvent.Kind.INTENT) {
                        block(event);
                    }
                })
                .build()
                .switchTo(GREEN);
        assertThat(told).last().satisfies(event -> assertThat(event.kind()).isEqualTo(CutoverEvent.Kind.INTENT));
        assertThat(shop.platform.record("shop").orElseThrow().json()).contains("\"behind\":true");

        end.countDown();
        shop.await(() -> shop.platform.running().leftBehind() == 0);
        assertThat(told).last().satisfies(event -> assertThat(event.kind()).isEqualTo(CutoverEvent.Kind.ENDED));
        assertThat(told).extracting(CutoverEvent::number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEventThatAListenerDidNotGetBeforeItsProcessEndedIsRedelivered() {
        shop.builder().listener(event -> block(event)).build().switchTo(GREEN);

        shop.builder().listener(told::add).build().extendStandby(ofHours(1));

        assertThat(told)
                .filteredOn(CutoverEvent::replayed)
                .extracting(CutoverEvent::kind)
                .contains(CutoverEvent.Kind.INTENT, CutoverEvent.Kind.ENDED);
        assertThat(shop.platform.record("shop").orElseThrow().json()).doesNotContain("\"behind\"");
    }

    @Test
    void aListenerThatBlocksCostsNoWriteOfItsOwn() {
        shop.release().switchTo(GREEN);
        List<String> without = shop.writes();
        Shop other = new Shop();
        other.builder()
                .listener(event -> {
                    if (event.kind() == CutoverEvent.Kind.INTENT) {
                        Misbehaving.BLOCKS.instead(event, other.time, end);
                    }
                })
                .build()
                .switchTo(GREEN);

        assertThat(other.writes()).isEqualTo(without);
    }

    @Test
    void whenSixteenAreAbandonedNoFurtherOneIsCalled() {
        VirtualTime time = VirtualTime.create();
        InMemoryPlatform platform = InMemoryPlatform.on(time);
        for (int i = 0; i <= RunningWork.MOST_LEFT_BEHIND; i++) {
            platform.deploy("app" + i + "-blue", "app:1", 1).deploy("app" + i + "-green", "app:2", 1);
            platform.route("web" + i, BLUE, ofSeconds(1));
        }
        for (int i = 0; i < RunningWork.MOST_LEFT_BEHIND; i++) {
            Release blocked = app(i, platform)
                    .gate(asked -> Misbehaving.BLOCKS_AND_IGNORES_INTERRUPTS.instead(
                            GateResult.pass("own", "fine"), time, end))
                    .build();
            assertThatThrownBy(() -> blocked.switchTo(GREEN)).hasMessageContaining("it did not answer within 30 s");
        }
        assertThat(platform.running().leftBehind()).isEqualTo(RunningWork.MOST_LEFT_BEHIND);

        Release next = app(RunningWork.MOST_LEFT_BEHIND, platform)
                .gate(asked -> GateResult.pass("own", "fine"))
                .build();
        assertThatThrownBy(() -> next.switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("16 callbacks that were left behind still run in this process");

        end.countDown();
        shop.await(() -> platform.running().leftBehind() == 0);
        assertThat(next.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    private static ReleaseBuilder app(int number, InMemoryPlatform platform) {
        return BlueGreen.release("app" + number).on(platform).cutover(platform.router("web" + number));
    }

    private UnaryOperator<ReleaseBuilder> blocking(Blocked what) {
        return switch (what) {
            case GATE -> release -> release.gate(asked -> block(GateResult.pass("own", "fine")));
            case SMOKE_TEST ->
                release -> release.smokeTest(asked -> block(Evidence.confirmed("smoke", "shop", "fine")));
            case APPROVAL ->
                release -> release.approval(
                        Approval.callback(asked -> block(new Answer(Approval.Decision.APPROVED, "alice", ""))));
            case PROBE ->
                release -> release.trafficProbe(asked -> block(Evidence.confirmed("traffic", "shop", "fine")));
            case OBJECTIVE -> release -> release.bake(ofMinutes(10), asked -> block(GOOD));
        };
    }

    private <T> T block(T good) {
        entered.set(true);
        return Misbehaving.BLOCKS_AND_IGNORES_INTERRUPTS.instead(good, shop.time, end);
    }

    private static CutoverReport report(Cutover cutover) {
        try {
            return cutover.await(ofHours(1)).orElseThrow();
        } catch (CutoverException e) {
            return e.report();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CutoverReport refused(ReleaseBuilder release) {
        try {
            return release.build().switchTo(GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }
}

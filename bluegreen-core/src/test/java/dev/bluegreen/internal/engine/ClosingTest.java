package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A platform that is closed ends what is under way in a known state, refuses what comes later, and leaves nothing running. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingTest {

    private static final Slo.Result GOOD = new Slo.Result(Slo.Verdict.GOOD, "fine");

    private final Shop shop = new Shop();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean reached = new AtomicBoolean();

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    @Test
    void inABakeTrafficGoesBack() {
        CutoverReport report = closedIn(Phase.BAKE, shop.builder().bake(ofHours(1)));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("the platform was closed", "Traffic is on BLUE");
        assertThatNothingIsLeftOn(report);
    }

    @Test
    void whileAnApprovalIsWaitedForNothingIsMoved() {
        CutoverReport report =
                closedIn(Phase.APPROVE, shop.builder().approval(Approval.callback(asked -> Approval.Answer.PENDING)));

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.sentence()).contains("the platform was closed", "Nothing was moved; traffic is on BLUE");
        assertThatNothingIsLeftOn(report);
    }

    @Test
    void aCallbackThatBlocksIsNotWaitedFor() {
        shop.time.manual();
        Cutover cutover = shop.builder()
                .bake(Bake.lasting(ofHours(1)).watching(asked -> {
                    reached.set(true);
                    return Misbehaving.BLOCKS_AND_IGNORES_INTERRUPTS.instead(GOOD, shop.time, end);
                }))
                .build()
                .start(GREEN);
        shop.await(reached::get);

        shop.platform.close();

        CutoverReport report = report(cutover);
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThatNothingIsLeftOn(report);
    }

    @Test
    void aWayBackThatHasBegunIsCompleted() {
        shop.release().switchTo(GREEN);
        shop.after("shift router/web", Shop.once(() -> {
            Thread closing = new Thread(shop.platform::close);
            closing.start();
            shop.await(() -> closing.getState() == Thread.State.WAITING);
        }));

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void whatDoesNotEndIsNotWaitedForLongerThanTwoMinutes() throws InterruptedException {
        shop.time.manual();
        shop.before("shift router/web", () -> {
            reached.set(true);
            boolean unused = Misbehaving.BLOCKS_AND_IGNORES_INTERRUPTS.instead(true, shop.time, end);
        });
        Cutover cutover = shop.release().start(GREEN);
        shop.await(reached::get);

        Thread closing = new Thread(shop.platform::close);
        closing.start();
        shop.await(() -> closing.getState() == Thread.State.WAITING);
        shop.time.advance(ofSeconds(119));
        assertThat(closing.isAlive()).isTrue();
        shop.time.advance(ofSeconds(2));
        closing.join();

        end.countDown();
        assertThat(report(cutover).active()).contains(shop.active());
    }

    @Test
    void aWaiterForTheEndOfACutoverMayClose() {
        Cutover cutover = shop.release().start(GREEN);
        cutover.completion().thenRun(shop.platform::close).toCompletableFuture().join();

        assertThat(report(cutover).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.time.nanos()).isLessThan(ofSeconds(2).toNanos());
    }

    static Map<String, java.util.function.Consumer<Release>> calls() {
        return Map.of(
                "switchTo", release -> release.switchTo(GREEN),
                "start", release -> release.start(GREEN),
                "plan", release -> release.plan(GREEN),
                "rollBack", Release::rollBack,
                "recover", Release::recover,
                "stage", release -> release.stage(GREEN).image("shop:3").apply(),
                "retire", release -> release.retire(BLUE),
                "extendStandby", release -> release.extendStandby(ofHours(1)),
                "status", Release::status,
                "permissions", Release::permissions);
    }

    static Set<String> names() {
        return calls().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLaterCallIsRefused(String call) {
        Release release = shop.release();
        shop.platform.close();
        shop.platform.close();

        assertThatThrownBy(() -> calls().get(call).accept(release))
                .isInstanceOf(ClosedException.class)
                .hasMessageContainingAll("release shop", "platform is closed", "make a new platform");
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void twoHundredReleasesLeaveNoThreadBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        InMemoryPlatform platform = InMemoryPlatform.on(Time.system());
        try (platform;
                LoopbackServer server = new LoopbackServer()) {
            server.answering(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"0\"]}}");
            for (int i = 0; i < 200; i++) {
                release(i, platform, server).switchTo(GREEN);
            }
        }
        shop.await(() -> leftOf(before).isEmpty());
        assertThat(leftOf(before)).isEmpty();
    }

    @Test
    void whatAsksOtherServersHoldsNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (LoopbackServer server = new LoopbackServer()) {
            for (int i = 0; i < 300; i++) {
                try (SlackNotifier slack = SlackNotifier.webhook(server.uri(), shop.time)) {
                    shop.builder()
                            .approval(Approval.webhook(server.uri()).within(ofSeconds(1)))
                            .bake(
                                    ofSeconds(1),
                                    Slo.prometheus(server.uri()).query("up").below(1),
                                    Slo.http(server.uri()).calls(1, 1))
                            .listener(slack)
                            .build();
                    slack.on(event(Kind.ENDED));
                }
            }
            assertThat(server.bodies()).hasSize(300);
        }
        assertThat(leftOf(before)).noneMatch(name -> name.startsWith("HttpClient"));
        shop.await(() -> leftOf(before).stream().noneMatch(name -> name.startsWith("bluegreen")));
    }

    private static CutoverEvent event(Kind kind) {
        return CutoverEvent.builder("shop", "op-1", 1, Instant.EPOCH)
                .phase(Phase.DONE)
                .kind(kind)
                .sentence("done")
                .build();
    }

    private static Release release(int number, InMemoryPlatform platform, LoopbackServer server) {
        platform.deploy("app" + number + "-blue", "app:1", 1).deploy("app" + number + "-green", "app:2", 1);
        platform.route("web" + number, BLUE, ofMillis(1));
        return BlueGreen.release("app" + number)
                .on(platform)
                .cutover(platform.router("web" + number))
                .gate(asked -> GateResult.pass("own", "fine"))
                .smokeTest(asked -> Evidence.confirmed("smoke-test", "app", "fine"))
                .trafficProbe(asked -> Evidence.confirmed("traffic", "app", "fine"))
                .bake(
                        ofMillis(1),
                        Slo.prometheus(server.uri()).query("up").below(1),
                        Slo.http(server.uri()).calls(1, 1))
                .listener(event -> {})
                .build();
    }

    private static Set<String> leftOf(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("HTTP-Dispatcher") && !name.startsWith("ForkJoinPool"))
                .collect(Collectors.toSet());
    }

    private CutoverReport closedIn(Phase phase, ReleaseBuilder release) {
        shop.time.manual();
        Cutover cutover = release.listener(event -> reached.compareAndSet(false, isBeginOf(phase, event)))
                .build()
                .start(GREEN);
        shop.await(reached::get);
        shop.platform.close();
        return report(cutover);
    }

    private static boolean isBeginOf(Phase phase, CutoverEvent event) {
        return event.phase() == phase;
    }

    private void assertThatNothingIsLeftOn(CutoverReport report) {
        assertThat(report.active()).contains(BLUE);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(List.of(shop.platform.record("shop").orElseThrow().json()))
                .allSatisfy(json -> assertThat(json).doesNotContain("inFlight"));
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
}

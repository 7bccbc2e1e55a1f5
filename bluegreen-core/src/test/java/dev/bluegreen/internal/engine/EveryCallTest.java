package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.testkit.internal.Sentences;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Kills the process, or spoils the answer, at every single call of every operation, and holds what is left against the laws:
 * a track that has traffic has ready pods, all routers agree, the record is true, the lock is free or runs out, and whatever
 * was left can be recovered. A build tries a fifth of them, {@code -Deverycall.every=1} all.
 */
@Tag("exhaustive")
class EveryCallTest {

    private static final int EVERY = Integer.getInteger("everycall.every", 5);

    /** What is done, on a scene that was prepared for it. */
    private enum Operation {
        SWITCH(shop -> {}, release -> release.switchTo(GREEN)),
        ROLL_BACK(shop -> routers(shop).switchTo(GREEN), Release::rollBack),
        SWITCH_THAT_GOES_BACK(
                shop -> shop.after("shift router/web", Shop.once(() -> failing(shop))),
                release -> release.switchTo(GREEN)),
        SWITCH_IN_STEPS(EveryCallTest::sharing, release -> release.switchTo(GREEN)),
        STEPS_THAT_GO_BACK(
                shop -> {
                    sharing(shop);
                    shop.after("shift router/api", Shop.once(() -> failing(shop)));
                },
                release -> release.switchTo(GREEN)),
        RETIRE(EveryCallTest::switchAndSettle, release -> release.retire(BLUE)),
        RETIRE_BY_DELETION(
                EveryCallTest::switchAndSettle,
                release -> release.retire(BLUE),
                builder -> builder.retireBy(RetireBy.DELETION)),
        STAGE_A_PREVIEW(
                shop -> {},
                release ->
                        release.stage(GREEN).image("shop:3").previewReplicas(1).apply()),
        SWITCH_TO_A_PREVIEW(
                shop -> routers(shop).stage(GREEN).previewReplicas(1).apply(), release -> release.switchTo(GREEN)),
        SWITCH_THAT_RESIZES(
                shop -> shop.platform.deploy("shop-green", "shop:2", 1),
                release -> release.switchTo(GREEN),
                builder -> builder.prescale().standby(SMALL)),
        ROLL_BACK_TO_A_SMALL_STANDBY(
                shop -> routers(shop, builder -> builder.standby(SMALL)).switchTo(GREEN), Release::rollBack),
        RECOVER(
                shop -> shop.crashAt(
                        "shift router/api", 1, dying -> routers(shop).switchTo(GREEN)),
                Release::recover),
        STAGE(shop -> {}, release -> release.stage(GREEN).image("shop:3").apply()),
        EXTEND(shop -> routers(shop).switchTo(GREEN), release -> release.extendStandby(Duration.ofHours(1))),
        SWITCH_BACK(shop -> routers(shop).switchTo(GREEN), release -> release.switchTo(BLUE)),
        REQUEST(shop -> {}, release -> release.request(GREEN)),
        CARRY_OUT_A_REQUEST(shop -> routers(shop).request(GREEN), Release::resume),
        CANCEL_A_REQUEST(shop -> routers(shop).request(GREEN), EveryCallTest::cancel),
        CANCEL_A_DEAD_CUTOVER(
                shop -> shop.crashAt(
                        "shift router/api", 1, dying -> routers(shop).switchTo(GREEN)),
                EveryCallTest::cancel),
        SWITCH_THAT_IS_BAKED(
                shop -> {},
                release -> release.switchTo(GREEN),
                builder -> builder.bake(Duration.ofMinutes(1), Slo.podHealth()));

        private final Consumer<Shop> prepare;
        private final Consumer<Release> act;
        private final UnaryOperator<ReleaseBuilder> described;

        Operation(Consumer<Shop> prepare, Consumer<Release> act) {
            this(prepare, act, UnaryOperator.identity());
        }

        Operation(Consumer<Shop> prepare, Consumer<Release> act, UnaryOperator<ReleaseBuilder> described) {
            this.prepare = prepare;
            this.act = act;
            this.described = described;
        }
    }

    private static void switchAndSettle(Shop shop) {
        routers(shop).switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
    }

    private static void cancel(Release release) {
        release.cancel(release.status().unfinished().orElseThrow().id());
    }

    /** What is parked is carried out, and everything else recovered. */
    private static void settle(Release release) {
        boolean isParked = release.status()
                .unfinished()
                .filter(left -> left.state() == Unfinished.State.PARKED)
                .isPresent();
        CutoverReport unused = isParked ? release.resume() : release.recover();
    }

    private static final Standby SMALL = Standby.lasting(Duration.ofHours(1)).scaledTo(1);

    /** What somebody does to the track that has the traffic, or gets it. */
    private enum Misfortune {
        DELETED(shop -> shop.platform.undeploy("shop-green")),
        MAY_NOT_BE_READ(shop -> shop.platform.forbid("shop-green")),
        ALL_UNREADABLE(shop -> shop.platform.undeploy("shop-green").forbid("shop-green")),
        SCALED_TO_ZERO(shop -> shop.platform.deploy("shop-green", "shop:2", 0)),
        NO_POD_READY(shop -> shop.platform.setReady("shop-green", 0)),
        ANOTHER_TEMPLATE(shop -> shop.platform.deploy("shop-green", "shop:9", 3));

        private final Consumer<Shop> act;

        Misfortune(Consumer<Shop> act) {
            this.act = act;
        }
    }

    private static final List<Operation> THAT_MOVE = List.of(
            Operation.ROLL_BACK,
            Operation.SWITCH_BACK,
            Operation.SWITCH_THAT_IS_BAKED,
            Operation.SWITCH_THAT_GOES_BACK,
            Operation.STEPS_THAT_GO_BACK,
            Operation.SWITCH_THAT_RESIZES,
            Operation.ROLL_BACK_TO_A_SMALL_STANDBY,
            Operation.RECOVER);

    /** Law 4: whatever becomes of the new track, and when, there is a way back to the old one. */
    @TestFactory
    Stream<DynamicTest> theWayBackNeedsNothingOfTheNewTrack() {
        return sample(THAT_MOVE.stream()
                .flatMap(operation -> IntStream.rangeClosed(1, countCalls(operation))
                        .boxed()
                        .flatMap(nth -> Stream.of(Misfortune.values())
                                .flatMap(misfortune -> Stream.of(Optional.<Spoil>empty(), Optional.of(Spoil.KILL_AFTER))
                                        .map(death -> DynamicTest.dynamicTest(
                                                operation + ", " + misfortune + " at call " + nth
                                                        + (death.isPresent() ? " and killed" : ""),
                                                () -> goBack(operation, misfortune, nth, death)))))));
    }

    private static Stream<DynamicTest> sample(Stream<DynamicTest> all) {
        List<DynamicTest> tests = all.toList();
        return IntStream.iterate(0, place -> place < tests.size(), place -> place + EVERY)
                .mapToObj(tests::get);
    }

    private static void goBack(Operation operation, Misfortune misfortune, int nth, Optional<Spoil> death) {
        Shop shop = scene(operation);
        AtomicInteger left = new AtomicInteger(nth);
        AtomicInteger calls = new AtomicInteger(nth);
        death.ifPresent(spoil -> shop.alsoIntercept(Spoil.spoiling(spoil, left)));
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (calls.decrementAndGet() == 0) {
                    misfortune.act.accept(shop);
                }
            }
        });
        attempt(shop, operation.described, operation.act);
        shop.stopIntercepting();
        shop.time.advance(Duration.ofMinutes(1));

        attempt(shop, Release::recover);
        if (routers(shop).status().active().equals(Optional.of(GREEN))) {
            assertThat(routers(shop).rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }
        checkLaws(shop);
        assertThat(routers(shop).status().active()).contains(BLUE);
    }

    @TestFactory
    Stream<DynamicTest> everyCallOfEveryOperation() {
        return sample(Stream.of(Operation.values()).flatMap(operation -> {
            int calls = countCalls(operation);
            assertThat(calls).as("calls of " + operation).isGreaterThan(5);
            return IntStream.rangeClosed(1, calls)
                    .boxed()
                    .flatMap(nth -> Stream.of(Spoil.values())
                            .map(spoil -> DynamicTest.dynamicTest(
                                    operation + " " + spoil + " at call " + nth, () -> run(operation, spoil, nth))));
        }));
    }

    private static void run(Operation operation, Spoil spoil, int nth) {
        Shop shop = scene(operation);
        AtomicInteger left = new AtomicInteger(nth);
        Queue<Runnable> onItsWay = new ConcurrentLinkedQueue<>();
        shop.alsoIntercept(
                switch (spoil) {
                    case DELIVERED_LATE -> Spoil.late(left, onItsWay);
                    case INTERRUPTED -> Spoil.interrupting(left, Thread.currentThread());
                    default -> Spoil.spoiling(spoil, left);
                });
        attempt(shop, operation.described, operation.act);
        assertThat(Thread.interrupted()).as("keeps the flag").isEqualTo(spoil == Spoil.INTERRUPTED);
        assertThat(left.get()).as("the call was reached").isLessThanOrEqualTo(0);
        shop.stopIntercepting();
        shop.time.advance(Duration.ofMinutes(1));

        ReleaseStatus status = routers(shop).status();
        attempt(shop, EveryCallTest::settle);
        checkLaws(shop);
        if (!onItsWay.isEmpty()) {
            attempt(
                    shop,
                    release -> release.switchTo(
                            release.status().active().orElseThrow().other()));
            onItsWay.forEach(Runnable::run);
            checkLaws(shop);
        }
    }

    private static void checkLaws(Shop shop) {
        ReleaseStatus status = routers(shop).status();
        status.toString().lines().forEach(shop.told::add);
        assertThat(shop.told.stream().distinct().flatMap(said -> Sentences.wrong(said).stream()))
                .isEmpty();
        assertThat(status.active()).as("all routers agree: " + status).isPresent();
        assertThat(status.world().workload(status.active().orElseThrow()).ready())
                .as("the track that has the traffic has ready pods: " + status)
                .isPositive();
        assertThat(shop.platform.minimum("shop-green"))
                .as("what was pinned is released")
                .isEqualTo(1);
        assertThat(status.unfinished()).as("nothing is unfinished: " + status).isEmpty();
        assertThat(status.lock()).as("the lock is free: " + status).isEmpty();
        Optional<PastCutover> last = status.history().stream()
                .filter(past -> past.outcome() == Outcome.SWITCHED || past.outcome() == Outcome.ROLLED_BACK)
                .findFirst();
        last.ifPresent(past -> assertThat(status.active())
                .as("the record is true: " + status)
                .contains(isThere(past) ? past.to() : past.from()));
    }

    /** A rollback that has ended is where it was to go. */
    private static boolean isThere(PastCutover past) {
        return past.outcome() == Outcome.SWITCHED || past.operation() == dev.bluegreen.result.Operation.ROLL_BACK;
    }

    private static void attempt(Shop shop, Consumer<Release> act) {
        attempt(shop, UnaryOperator.identity(), act);
    }

    private static void attempt(Shop shop, UnaryOperator<ReleaseBuilder> described, Consumer<Release> act) {
        try {
            act.accept(routers(shop, described));
        } catch (CutoverException e) {
            assertThat(e.report().history()).isNotEmpty();
            shop.told.add(e.getMessage());
        } catch (BlueGreenException e) {
            shop.told.add(e.getMessage());
        } catch (CrashException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static int countCalls(Operation operation) {
        Shop shop = scene(operation);
        AtomicInteger calls = new AtomicInteger();
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                calls.incrementAndGet();
            }
        });
        attempt(shop, operation.described, operation.act);
        return calls.get();
    }

    private static Shop scene(Operation operation) {
        Shop shop = new Shop();
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.platform.autoscale("shop-blue", 2, 9).autoscale("shop-green", 1, 9);
        operation.prepare.accept(shop);
        return shop;
    }

    /** Its pods fail, if they are still there. */
    private static void failing(Shop shop) {
        try {
            shop.platform.setReady("shop-green", 0);
        } catch (PlatformException gone) {
            assertThat(gone.kind()).isEqualTo(PlatformException.Kind.NOT_FOUND);
        }
    }

    private static void sharing(Shop shop) {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
    }

    /** In two steps and the last, where the routers can. */
    private static Release routers(Shop shop) {
        return routers(shop, UnaryOperator.identity());
    }

    private static Release routers(Shop shop, UnaryOperator<ReleaseBuilder> described) {
        boolean shares = shop.platform.router("web").supports(new TrafficSplit(1, 1));
        return described
                .apply(shop.builder())
                .schedule(shares ? Schedule.linear(40, Duration.ofSeconds(5)) : Schedule.allAtOnce())
                .listener(event -> shop.told.add(event.sentence()))
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }
}

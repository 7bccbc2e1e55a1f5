package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 10: what Elastic Load Balancing showed counts no longer than it is known to answer. */
class OutageTest {

    private final Scene scene = Scene.open(2);
    private final CutoverStrategy listener = TargetGroupCutover.between(
                    scene.aws.evenPolls(), scene.client, scene.blue, scene.green)
            .defaultAction(scene.listener);

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "throttled", "expired"})
    void whatWasSeenBeforeConfirmsNothing(String how) {
        Move move = move();
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            listener.shift(move);
            Instant applied = scene.time.now();
            scene.time.advance(Duration.ofMinutes(1));
            assertThat(verdicts(move, applied)).containsOnly(Verdict.CONFIRMED);

            scene.alb.faults().onAny().then(fault(how));
            scene.time.advance(Duration.ofSeconds(20));

            assertThat(listener.verify(move, applied))
                    .hasSize(2)
                    .allSatisfy(seen -> assertThat(seen.verdict()).isEqualTo(Verdict.MISSING))
                    .allSatisfy(seen -> assertThat(seen.sentence())
                            .matches("not seen since .*: the last look failed: cannot elasticloadbalancing:.*"));
            assertThat(listener.unseenSince(Scene.SHOP)).contains(applied.plusSeconds(60));

            scene.alb.faults().clear();
            scene.time.advance(Duration.ofSeconds(5));
            assertThat(verdicts(move, applied)).containsOnly(Verdict.CONFIRMED);
            assertThat(listener.unseenSince(Scene.SHOP)).isEmpty();
        }
    }

    @Test
    void whatWasSeenBeforeContradictsNothing() {
        Move move = move();
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            listener.shift(move);
            Instant applied = scene.time.now();
            scene.foreignWrite(scene.listener, BLUE);
            scene.time.advance(Duration.ofSeconds(10));
            assertThat(verdicts(move, applied)).contains(Verdict.CONTRADICTED);

            scene.alb.faults().onAny().then(AwsFault.dropBefore());
            scene.time.advance(Duration.ofSeconds(20));

            assertThat(verdicts(move, applied)).containsOnly(Verdict.MISSING);
        }
    }

    @Test
    void aBlinkIsNoMatter() {
        Move move = move();
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            listener.shift(move);
            Instant applied = scene.time.now();
            scene.time.advance(Duration.ofMinutes(1));
            scene.alb.faults().onAny().then(AwsFault.dropBefore());
            scene.time.after(Duration.ofSeconds(8), scene.alb.faults()::clear);

            for (int second = 0; second < 20; second++) {
                scene.time.advance(Duration.ofSeconds(1));
                assertThat(verdicts(move, applied)).containsOnly(Verdict.CONFIRMED);
                assertThat(listener.unseenSince(Scene.SHOP)).isEmpty();
            }
        }
    }

    @Test
    void aLookThatIsNeverAnsweredShowsNothingEither() {
        Move move = move();
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            listener.shift(move);
            Instant applied = scene.time.now();
            scene.time.advance(Duration.ofMinutes(1));
            scene.alb.faults().onAny().then(AwsFault.delay(Duration.ofHours(1)));
            scene.time.advance(Duration.ofSeconds(20));

            assertThat(listener.verify(move, applied))
                    .extracting(Evidence::sentence)
                    .allMatch(sentence -> sentence.endsWith("no look was answered since"));
        }
        scene.time.advance(Duration.ofHours(2));
    }

    @Test
    void whatWasSeenYesterdayIsReadAnewAndCountsForNothingUntilThen() {
        Move move = move();
        Instant applied;
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            listener.shift(move);
            applied = scene.time.now();
            scene.time.advance(Duration.ofMinutes(1));
        }
        scene.time.advance(Duration.ofHours(24));
        assertThat(listener.unseenSince(Scene.SHOP)).as("nothing is watched").isEmpty();
        assertThat(verdicts(move, applied)).containsOnly(Verdict.MISSING);

        scene.alb.faults().onAny().then(AwsFault.dropBefore());
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            scene.time.advance(Duration.ofSeconds(1));
            assertThat(listener.unseenSince(Scene.SHOP)).isPresent();
            scene.alb.faults().clear();
            scene.time.advance(Duration.ofSeconds(5));
            assertThat(verdicts(move, applied)).containsOnly(Verdict.CONFIRMED);
        }
    }

    @Test
    void healthThatWasReadLongAgoIsNotMadeYoungByAReadOfTheListener() {
        try (Subscription watch = listener.watch(Scene.SHOP, () -> {})) {
            scene.time.advance(Duration.ofSeconds(1));
        }
        scene.time.advance(Duration.ofHours(24));
        Move move = move();
        listener.shift(move);

        assertThat(listener.verify(move, scene.time.now()))
                .filteredOn(seen -> seen.kind().equals("targets"))
                .extracting(Evidence::verdict)
                .containsExactly(Verdict.MISSING);
    }

    @Test
    void watchersAreNotifiedWhenAWatchGoesBlindAndWhenItWorksAgain() {
        AtomicInteger told = new AtomicInteger();
        try (Subscription watch = listener.watch(Scene.SHOP, told::incrementAndGet)) {
            scene.time.advance(Duration.ofMinutes(1));
            told.set(0);
            scene.alb.faults().onAny().then(AwsFault.dropBefore());
            scene.time.advance(Duration.ofSeconds(17));
            assertThat(told).hasValue(0);
            scene.time.advance(Duration.ofSeconds(1));
            assertThat(told).hasPositiveValue();
            told.set(0);
            scene.alb.faults().clear();
            scene.time.advance(Duration.ofSeconds(5));
            assertThat(told).hasPositiveValue();
        }
    }

    private List<Verdict> verdicts(Move move, Instant applied) {
        return listener.verify(move, applied).stream().map(Evidence::verdict).toList();
    }

    private static AwsFault fault(String how) {
        return switch (how) {
            case "gone" -> AwsFault.dropBefore();
            case "throttled" -> AwsFault.throttled();
            default -> AwsFault.expiredToken();
        };
    }

    private Move move() {
        return Move.builder(scene.world(), listener.observe(Scene.SHOP), TrafficSplit.all(GREEN))
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }
}

package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.traffic.FailureKind;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A careless cutover loses requests here and an orderly one loses none: else a green test would mean nothing. */
class CutoverTrafficTest {

    private static final int REPEATS = Integer.getInteger("cutover.repeats", 1);

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("connections")
    void anOrderlyCutoverLosesNoRequest(boolean keepAlive) {
        FakeService service = stage.app("shop").deploy().lag(ofSeconds(2));
        TrafficSpec spec = keepAlive ? service.traffic().keepAlive() : service.traffic();
        try (Traffic traffic = spec.start()) {
            traffic.awaitAnswered(50);
            stage.select("shop-svc", "green");
            stage.time.advance(ofSeconds(3));
            traffic.awaitAnswered(50);
            stage.scale("shop-blue", 0);
            stage.time.settle();
            traffic.awaitTrack(Track.GREEN);
            traffic.awaitAnswered(50);
            stage.time.advance(ofSeconds(3));
            traffic.awaitAnswered(50);

            TrafficResult result = traffic.stop();
            assertThat(result.failures()).isEmpty();
            assertThat(result.byTrack())
                    .allSatisfy((track, answers) -> assertThat(answers).isPositive());
            assertThat(result.byVersion()).containsOnlyKeys("v1", "v2");
        }
    }

    /** New ones and kept ones, as often as {@code -Dcutover.repeats} says. */
    static Stream<Boolean> connections() {
        return Stream.generate(() -> Stream.of(false, true)).limit(REPEATS).flatMap(both -> both);
    }

    @Test
    void scalingTheOldTrackDownBeforeTheDataPlaneFollowsLosesRequests() {
        FakeService service = stage.app("shop").deploy().lag(ofSeconds(10));
        try (Traffic traffic = service.traffic().start()) {
            traffic.awaitAnswered(20);
            stage.select("shop-svc", "green");
            stage.scale("shop-blue", 0);
            stage.time.advance(ofSeconds(5));
            traffic.awaitFailed(5);
            stage.time.advance(ofSeconds(10));
            traffic.awaitTrack(Track.GREEN);

            assertThat(traffic.stop().failuresByKind()).containsOnlyKeys(FailureKind.RESET);
        }
    }

    @Test
    void switchingToATrackThatIsNotReadyLosesRequests() {
        stage.simulation.behave(pods("track=green"), Behaviour.neverReady());
        FakeService service = stage.app("shop").deploy();
        try (Traffic traffic = service.traffic().start()) {
            traffic.awaitAnswered(20);
            stage.select("shop-svc", "green");
            stage.time.settle();
            traffic.awaitFailed(20);
            assertThat(traffic.stop().byTrack()).containsEntry(Track.GREEN, 0L);
        }
    }

    @Test
    void withoutProbesPodsGetTrafficBeforeTheyCanServe() {
        stage.simulation.behave(pods("track=green"), Behaviour.readyAfter(ofSeconds(3600)));
        FakeService service = stage.app("shop").withoutProbes().deploy();
        stage.time.advance(ofSeconds(2));
        try (Traffic traffic = service.traffic().start()) {
            traffic.awaitAnswered(20);
            stage.select("shop-svc", "green");
            stage.time.settle();
            traffic.awaitFailed(20);
            assertThat(traffic.stop().failuresByKind()).containsKey(FailureKind.SERVER_ERROR);
        }
    }

    @Test
    void keptConnectionsStayOnTheOldTrackAfterTheSwitch() {
        FakeService service = stage.app("shop").deploy();
        try (Traffic traffic = service.traffic().keepAlive().connections(1).start()) {
            traffic.awaitAnswered(20);
            stage.select("shop-svc", "green");
            stage.time.advance(ofSeconds(60));
            traffic.awaitAnswered(100);
            assertThat(traffic.stop().byTrack()).containsEntry(Track.GREEN, 0L);
        }
    }

    @Test
    void podsThatDieRightAfterTheSwitchLoseRequests() {
        FakeService service = stage.app("shop").deploy();
        service.whenSelects(
                "track",
                "green",
                () -> stage.simulation.pods(pods("track=green")).kill());
        try (Traffic traffic = service.traffic().start()) {
            traffic.awaitAnswered(20);
            stage.select("shop-svc", "green");
            stage.time.settle();
            traffic.awaitFailed(5);
            stage.time.advance(ofSeconds(2));
            traffic.awaitTrack(Track.GREEN);
            assertThat(traffic.stop().failuresByKind()).containsOnlyKeys(FailureKind.RESET);
        }
    }
}

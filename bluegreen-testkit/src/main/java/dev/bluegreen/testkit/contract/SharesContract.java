package dev.bluegreen.testkit.contract;

import static dev.bluegreen.model.Evidence.Verdict.CONFIRMED;
import static dev.bluegreen.model.Evidence.Verdict.CONTRADICTED;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of the contract for routers that can split traffic, or make before they break. */
abstract class SharesContract {

    /** The number of ready pods that each track has when a test begins. */
    protected static final int PODS = 2;

    private static final TrafficSplit TENTH = new TrafficSplit(90, 10);
    private static final TrafficSplit HALF = new TrafficSplit(50, 50);

    /** The release whose router is moved. */
    protected abstract ReleaseSpec release();

    /** Another strategy for the router of the scene, like that of another process. */
    protected abstract CutoverStrategy strategy();

    /** The two stacks, read now. */
    protected abstract World world();

    /** Makes a foreign write that moves the router's traffic to a track. */
    protected abstract void moveAsAnotherWriter(Track track);

    /** Makes all pods of a track unready, and waits until they are. */
    protected abstract void makeUnready(Track track);

    /** Waits until the writes have taken effect, and watchers have been notified. */
    protected abstract void settle();

    /** The time everything here runs on. */
    protected abstract Time time();

    @Test
    void givesBothTracksTheirShareAndLeavesTokenAndCutoverOnTheRouter() {
        CutoverStrategy strategy = sharing();

        RouterState after = strategy.shift(step(strategy, TENTH, 7, "c1-10"));

        assertThat(after.split()).isEqualTo(TENTH);
        assertThat(after.token()).isEqualTo(7);
        assertThat(after.cutoverId()).contains("c1-10");
        assertThat(strategy().observe(release())).isEqualTo(after);
    }

    @Test
    void goesOnFromAShareAndBackFromIt() {
        CutoverStrategy strategy = sharing();
        strategy.shift(step(strategy, TENTH, 7, "c1-10"));

        assertThat(strategy.shift(step(strategy, HALF, 7, "c1-50")).split()).isEqualTo(HALF);
        assertThat(strategy.shift(step(strategy, TrafficSplit.all(BLUE), 7, "c1-back"))
                        .split())
                .isEqualTo(TrafficSplit.all(BLUE));
    }

    @Test
    void aShareIsNotTakenFromAnOlderState() {
        CutoverStrategy strategy = sharing();
        Move late = step(strategy, HALF, 7, "c1-50");
        strategy.shift(step(strategy, TENTH, 7, "c1-10"));

        Contest.refused(() -> strategy.shift(late));

        assertThat(strategy().observe(release()).split()).isEqualTo(TENTH);
    }

    @Test
    void confirmsAShareThatTookEffect() {
        assertThat(stepped(sharing(), () -> {})).isNotEmpty().allMatch(seen -> seen.verdict() == CONFIRMED);
    }

    @Test
    void contradictsAShareThatAnotherWriterTookAway() {
        assertThat(stepped(sharing(), () -> moveAsAnotherWriter(BLUE)))
                .anyMatch(seen -> seen.verdict() == CONTRADICTED);
    }

    @Test
    void doesNotConfirmASmallerShareForALargerOne() {
        CutoverStrategy strategy = sharing();
        Move half = step(strategy, HALF, 7, "c1-50");

        List<Evidence> evidence = stepped(strategy, () -> {});

        assertThat(evidence).isNotEmpty();
        assertThat(strategy.verify(half, time().now())).anyMatch(seen -> seen.verdict() != CONFIRMED);
    }

    @Test
    void doesNotConfirmAShareOfEitherTrackWithoutReadyPods() {
        assertThat(stepped(sharing(), () -> makeUnready(BLUE))).anyMatch(seen -> seen.verdict() != CONFIRMED);
    }

    @Test
    void preflightRefusesAShareForATrackWithoutReadyPods() {
        CutoverStrategy strategy = sharing();
        makeUnready(GREEN);

        assertThat(strategy.preflight(step(strategy, TENTH, 7, "c1-10")).findings())
                .anyMatch(finding -> finding.severity() == Finding.Severity.FATAL);
    }

    @Test
    void bothTracksTakeTrafficBeforeItLeavesTheOldOne() {
        CutoverStrategy strategy = overlapping();
        Move first = step(strategy, TrafficSplit.both(), 7, "c1-both");

        assertThat(strategy.preflight(first).findings())
                .noneMatch(finding -> finding.severity() == Finding.Severity.FATAL);
        assertThat(observed(strategy, first, () -> {})).isNotEmpty().allMatch(seen -> seen.verdict() == CONFIRMED);
        RouterState between = strategy.observe(release());
        assertThat(between.split()).isEqualTo(TrafficSplit.both());
        assertThat(between.cutoverId()).contains("c1-both");

        assertThat(observed(strategy, step(strategy, TrafficSplit.all(GREEN), 7, "c1"), () -> {}))
                .isNotEmpty()
                .allMatch(seen -> seen.verdict() == CONFIRMED);
        assertThat(strategy.observe(release()).split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void fromBothTracksItGoesBackByOneWrite() {
        CutoverStrategy strategy = overlapping();
        strategy.shift(step(strategy, TrafficSplit.both(), 7, "c1-both"));

        assertThat(observed(strategy, step(strategy, TrafficSplit.all(BLUE), 7, "c1-back"), () -> {}))
                .isNotEmpty()
                .allMatch(seen -> seen.verdict() == CONFIRMED);
        assertThat(strategy.observe(release()).split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    @Test
    void theProofBetweenNeedsTheTrackThatComesAndNotTheOneThatGoes() {
        CutoverStrategy strategy = overlapping();
        Move first = step(strategy, TrafficSplit.both(), 7, "c1-both");

        assertThat(observed(strategy, first, () -> makeUnready(BLUE)))
                .isNotEmpty()
                .allMatch(seen -> seen.verdict() == CONFIRMED);
        makeUnready(GREEN);
        assertThat(strategy.verify(first, time().now())).anyMatch(seen -> seen.verdict() != CONFIRMED);
    }

    private CutoverStrategy overlapping() {
        CutoverStrategy strategy = strategy();
        assumeTrue(strategy.overlap().isPresent(), "the router moves traffic by one write");
        assertThat(strategy.supports(TrafficSplit.both())).isTrue();
        return strategy;
    }

    private CutoverStrategy sharing() {
        CutoverStrategy strategy = strategy();
        assumeTrue(strategy.supports(TENTH), "the router sends everything to one track");
        return strategy;
    }

    final Move step(CutoverStrategy strategy, TrafficSplit target, long token, String cutoverId) {
        return Move.builder(world(), strategy.observe(release()), target)
                .minReadyPods(PODS)
                .cutoverId(cutoverId)
                .token(token)
                .requestedBy("contract")
                .build();
    }

    private List<Evidence> stepped(CutoverStrategy strategy, Runnable incident) {
        return observed(strategy, step(strategy, TENTH, 7, "c1-10"), incident);
    }

    /** The evidence of a made move, while it is watched, after an event. */
    final List<Evidence> observed(CutoverStrategy strategy, Move move, Runnable incident) {
        strategy.shift(move);
        Instant applied = time().now();
        try (Subscription watch = strategy.watch(release(), () -> {})) {
            settle();
            incident.run();
            settle();
            return strategy.verify(move, applied);
        }
    }
}

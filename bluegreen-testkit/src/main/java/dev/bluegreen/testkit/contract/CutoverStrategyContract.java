package dev.bluegreen.testkit.contract;

import static dev.bluegreen.model.Evidence.Verdict.CONFIRMED;
import static dev.bluegreen.model.Evidence.Verdict.CONTRADICTED;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract of every {@link CutoverStrategy}. Extend it, set its scene, and run it as a test class of JUnit Jupiter.
 *
 * <p>Tests of shares are skipped for strategies that do not support them, those of attachments unless {@link #takeGreenOut} is
 * implemented.
 *
 * <p>When a test begins, both tracks have {@value #PODS} ready pods, and the router sends everything to BLUE; no cutover has
 * moved it yet.
 */
public abstract class CutoverStrategyContract extends AttachmentContract {

    private static final int CONTESTANTS = 5;
    private static final String NO_VERSION = "the router's API has no conditional write";

    /** For implementations. */
    protected CutoverStrategyContract() {}

    /**
     * True if the router's API has conditional writes. Where it has none, a write between another writer's read and write is
     * not prevented, nor one that was undone since: they have to be detected, which only the strategy's own tests can show.
     */
    protected boolean comparesAndSets() {
        return true;
    }

    /**
     * Lets the next move of the router take effect and its answer get lost, as when the connection is cut. Retries by the
     * client are part of the test.
     */
    protected abstract void loseAnswerOfMove();

    /** The same for the next fence; needed where a fence is another call than a move. */
    protected void loseAnswerOfFence() {
        loseAnswerOfMove();
    }

    @Override
    final void loseAnswer() {
        loseAnswerOfFence();
    }

    @Test
    void namesTheRouter() {
        CutoverStrategy strategy = strategy();

        assertThat(strategy.router()).isNotBlank().isEqualTo(strategy().router());
        assertThat(observe().router()).isEqualTo(strategy.router());
    }

    @Test
    void observesWhereTrafficIs() {
        RouterState state = observe();

        assertThat(state.split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(state.routing()).isNotBlank();
        assertThat(state.version()).isNotEmpty();
        assertThat(state.token()).isZero();
        assertThat(state.cutoverId()).isEmpty();
    }

    @Test
    void observesAForeignWrite() {
        RouterState before = observe();

        moveAsAnotherWriter(GREEN);

        assertThat(observe().split()).isEqualTo(TrafficSplit.all(GREEN));
        assertThat(observe().version()).isNotEqualTo(before.version());
    }

    @Test
    void readingWritesNothing() {
        CutoverStrategy strategy = strategy();
        Move move = move(strategy, GREEN, 7, "c1");

        strategy.preflight(move);
        strategy.verify(move, time().now());

        assertThat(observe()).isEqualTo(move.before());
    }

    @Test
    void preflightNamesTheWriteAndHasNothingAgainstAReadyTrack() {
        CutoverStrategy strategy = strategy();

        Preflight preflight = strategy.preflight(move(strategy, GREEN, 7, "c1"));

        assertThat(preflight.writes()).isNotEmpty();
        assertThat(preflight.findings()).noneMatch(CutoverStrategyContract::isFatal);
    }

    @Test
    void preflightRefusesATrackWithoutReadyPods() {
        CutoverStrategy strategy = strategy();
        makeUnready(GREEN);

        Preflight preflight = strategy.preflight(move(strategy, GREEN, 7, "c1"));

        assertThat(preflight.findings()).anyMatch(CutoverStrategyContract::isFatal);
    }

    @Test
    void movesTrafficAndLeavesTokenAndCutoverOnTheRouter() {
        CutoverStrategy strategy = strategy();

        RouterState after = strategy.shift(move(strategy, GREEN, 7, "c1"));

        assertThat(after.split()).isEqualTo(TrafficSplit.all(GREEN));
        assertThat(after.token()).isEqualTo(7);
        assertThat(after.cutoverId()).contains("c1");
        assertThat(observe()).isEqualTo(after);
    }

    @Test
    void movesTrafficBack() {
        CutoverStrategy strategy = strategy();
        strategy.shift(move(strategy, GREEN, 7, "c1"));

        RouterState back = strategy.shift(move(strategy, BLUE, 8, "c2"));

        assertThat(back.split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(observe()).isEqualTo(back);
    }

    @Test
    void anotherProcessMovesWhatTheFirstHasRead() {
        Move move = move(strategy(), GREEN, 7, "c1");

        strategy().shift(move);

        assertThat(observe().split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void aMoveFromAnOlderStateIsRefusedAndWritesNothing() {
        assumeTrue(comparesAndSets(), NO_VERSION);
        CutoverStrategy strategy = strategy();
        Move late = move(strategy, GREEN, 7, "c1");
        moveAsAnotherWriter(GREEN);
        moveAsAnotherWriter(BLUE);
        RouterState theirs = observe();

        Contest.refused(() -> strategy.shift(late));

        assertThat(observe()).isEqualTo(theirs);
    }

    @Test
    void aMoveMadeTwiceIsRefusedTheSecondTime() {
        CutoverStrategy strategy = strategy();
        Move move = move(strategy, GREEN, 7, "c1");
        RouterState first = strategy.shift(move);

        Contest.refused(() -> strategy.shift(move));

        assertThat(observe()).isEqualTo(first);
    }

    @Test
    void ofManyMovesFromTheSameStateOneWins() {
        assumeTrue(comparesAndSets(), NO_VERSION);
        List<Runnable> moves = Stream.generate(this::strategy)
                .limit(CONTESTANTS)
                .map(this::moving)
                .toList();

        Contest.oneWins(moves);
    }

    /**
     * A client that repeats it would report a conflict with itself, and the engine would take the move for a foreign write.
     */
    @Test
    void aMoveWhoseAnswerIsLostIsNotTakenForRefused() {
        CutoverStrategy strategy = strategy();
        Move move = move(strategy, GREEN, 7, "c1");
        loseAnswerOfMove();

        Contest.unknownOr(this::observe, () -> strategy.shift(move));

        RouterState after = observe();
        assertThat(after.split()).isEqualTo(TrafficSplit.all(GREEN));
        assertThat(after.cutoverId()).contains("c1");
        assertThat(strategy.fence(release(), after, 7, "c1-1").split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void aFenceWhoseAnswerIsLostIsNotTakenForRefused() {
        CutoverStrategy strategy = strategy();
        RouterState before = observe();
        loseAnswerOfFence();

        Contest.unknownOr(this::observe, () -> strategy.fence(release(), before, 8, "c2-1"));

        assertThat(observe().token()).isEqualTo(8);
    }

    @Test
    void aFenceRaisesTheTokenAndMovesNothing() {
        CutoverStrategy strategy = strategy();
        RouterState before = observe();

        RouterState fenced = strategy.fence(release(), before, 8, "c2-1");

        assertThat(fenced.token()).isEqualTo(8);
        assertThat(fenced.split()).isEqualTo(before.split());
        assertThat(fenced.cutoverId()).isEmpty();
        assertThat(observe()).isEqualTo(fenced);
    }

    @Test
    void aFenceMakesAnEarlierMoveImpossible() {
        CutoverStrategy slow = strategy();
        Move late = move(slow, GREEN, 7, "c1");
        RouterState fenced = strategy().fence(release(), late.before(), 8, "c2-1");

        Contest.refused(() -> slow.shift(late));

        assertThat(observe()).isEqualTo(fenced);
    }

    @Test
    void aMoveThatCameFirstShowsInTheFence() {
        CutoverStrategy strategy = strategy();
        Move move = move(strategy, GREEN, 7, "c1");
        strategy.shift(move);

        Contest.refused(() -> strategy().fence(release(), move.before(), 8, "c2-1"));
        RouterState fenced = strategy().fence(release(), observe(), 8, "c2-2");

        assertThat(fenced.split()).isEqualTo(TrafficSplit.all(GREEN));
        assertThat(fenced.cutoverId()).contains("c1");
        assertThat(fenced.token()).isEqualTo(8);
    }

    @Test
    void confirmsAMoveThatTookEffect() {
        CutoverStrategy strategy = strategy();

        List<Evidence> evidence = moved(strategy, () -> {});

        assertThat(evidence).isNotEmpty().allMatch(seen -> seen.verdict() == CONFIRMED);
        assertThat(evidence).allSatisfy(seen -> {
            assertThat(seen.kind()).isNotBlank();
            assertThat(seen.hop()).isNotBlank();
            assertThat(seen.sentence()).isNotBlank();
        });
    }

    @Test
    void doesNotConfirmAMoveThatWasNotMade() {
        CutoverStrategy strategy = strategy();

        List<Evidence> evidence = strategy.verify(move(strategy, GREEN, 7, "c1"), time().now());

        assertThat(evidence).isNotEmpty().anyMatch(seen -> seen.verdict() != CONFIRMED);
    }

    @Test
    void contradictsAMoveThatAnotherWriterUndid() {
        List<Evidence> evidence = moved(strategy(), () -> moveAsAnotherWriter(BLUE));

        assertThat(evidence).anyMatch(seen -> seen.verdict() == CONTRADICTED);
    }

    @Test
    void doesNotConfirmAMoveToPodsThatAreReadyNoMore() {
        List<Evidence> evidence = moved(strategy(), () -> makeUnready(GREEN));

        assertThat(evidence).isNotEmpty().anyMatch(seen -> seen.verdict() != CONFIRMED);
    }

    @Test
    void callsBackWhenTrafficMoves() {
        CutoverStrategy strategy = strategy();
        AtomicInteger calls = new AtomicInteger();
        try (Subscription watch = strategy.watch(release(), calls::incrementAndGet)) {
            settle();
            int before = calls.get();

            strategy.shift(move(strategy, GREEN, 7, "c1"));
            settle();

            assertThat(calls.get()).isGreaterThan(before);
        }
    }

    @Test
    void callsBackWhenAnotherWriterMovesTraffic() {
        AtomicInteger calls = new AtomicInteger();
        try (Subscription watch = strategy().watch(release(), calls::incrementAndGet)) {
            settle();
            int before = calls.get();

            moveAsAnotherWriter(GREEN);
            settle();

            assertThat(calls.get()).isGreaterThan(before);
        }
    }

    @Test
    void callsBackNeverAgainAfterTheEnd() {
        AtomicInteger calls = new AtomicInteger();
        Subscription watch = strategy().watch(release(), calls::incrementAndGet);
        settle();
        watch.close();
        watch.close();
        int before = calls.get();

        moveAsAnotherWriter(GREEN);
        settle();

        assertThat(calls).hasValue(before);
    }

    @Test
    void theEndOfOneWatchIsNotTheEndOfAnother() {
        CutoverStrategy strategy = strategy();
        AtomicInteger calls = new AtomicInteger();
        Subscription first = strategy.watch(release(), () -> {});
        try (Subscription second = strategy.watch(release(), calls::incrementAndGet)) {
            first.close();
            settle();
            int before = calls.get();

            moveAsAnotherWriter(GREEN);
            settle();

            assertThat(calls.get()).isGreaterThan(before);
        }
    }

    @Test
    void movesEverythingAtOnceAndSaysHowLongThatTakesToSettle() {
        assertThat(strategy().supports(TrafficSplit.all(BLUE))).isTrue();
        assertThat(strategy().supports(TrafficSplit.all(GREEN))).isTrue();
        assertThat(strategy().settleBound()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    private RouterState observe() {
        return strategy().observe(release());
    }

    private Move move(CutoverStrategy strategy, Track to, long token, String cutoverId) {
        return Move.builder(world(), strategy.observe(release()), TrafficSplit.all(to))
                .minReadyPods(PODS)
                .cutoverId(cutoverId)
                .token(token)
                .requestedBy("contract")
                .build();
    }

    private Runnable moving(CutoverStrategy strategy) {
        Move move = move(strategy, GREEN, 7, "c1");
        return () -> strategy.shift(move);
    }

    private List<Evidence> moved(CutoverStrategy strategy, Runnable incident) {
        return observed(strategy, move(strategy, GREEN, 7, "c1"), incident);
    }

    private static boolean isFatal(Finding finding) {
        return finding.severity() == Finding.Severity.FATAL;
    }
}

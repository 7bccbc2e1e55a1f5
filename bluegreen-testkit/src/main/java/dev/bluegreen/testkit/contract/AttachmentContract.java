package dev.bluegreen.testkit.contract;

import static dev.bluegreen.model.Evidence.Verdict.CONFIRMED;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import org.junit.jupiter.api.Test;

/** The part of the contract for routers that have to name a track before it can get traffic. */
abstract class AttachmentContract extends SharesContract {

    /**
     * Takes GREEN out of the router, as another writer, for strategies that add a track by
     * {@link CutoverStrategy#attachment}.
     *
     * @return false if the router always names both tracks: then these tests are skipped
     */
    protected boolean takeGreenOut() {
        return false;
    }

    /** The same as {@link CutoverStrategyContract#loseAnswerOfFence}. */
    abstract void loseAnswer();

    @Test
    void aRouterThatNamesBothTracksIsGivenNone() {
        CutoverStrategy strategy = strategy();
        RouterState state = strategy.observe(release());

        assertThat(strategy.attachment(state, GREEN)).isEmpty();
        assertThat(strategy.attachment(state, BLUE)).isEmpty();
    }

    @Test
    void aTrackThatIsMissingIsAddedWithoutAShareAndThenGetsTraffic() {
        CutoverStrategy strategy = lacking();
        RouterState before = strategy.observe(release());
        Attachment due = due(strategy);

        assertThat(due.made()).isEmpty();
        assertThat(due.write().movesTraffic()).isFalse();
        assertThat(strategy().observe(release())).as("reading writes nothing").isEqualTo(before);
        RouterState after = due.make(7, "c1-attach-1");

        assertThat(after.split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(after.routing()).isEqualTo(due.routing());
        assertThat(after.token()).isEqualTo(7);
        assertThat(after.cutoverId()).isEqualTo(before.cutoverId());
        assertThat(strategy().observe(release())).isEqualTo(after);
        assertThat(observed(strategy, step(strategy, TrafficSplit.all(GREEN), 7, "c1"), () -> {}))
                .isNotEmpty()
                .allMatch(seen -> seen.verdict() == CONFIRMED);
    }

    @Test
    void aTrackThatWasAddedIsNotAddedAgainByAnotherProcess() {
        due(lacking()).make(7, "c1-attach-1");
        CutoverStrategy another = strategy();

        assertThat(another.attachment(another.observe(release()), GREEN).stream())
                .allMatch(settling -> settling.made().isPresent());
    }

    @Test
    void anAdditionToAnOlderStateIsRefusedAndWritesNothing() {
        Attachment late = due(lacking());
        CutoverStrategy another = strategy();
        RouterState fenced = another.fence(release(), another.observe(release()), 8, "c2-1");

        Contest.refused(() -> late.make(7, "c1-attach-1"));

        assertThat(another.observe(release())).isEqualTo(fenced);
    }

    @Test
    void anAdditionWhoseAnswerIsLostIsNotTakenForRefused() {
        Attachment due = due(lacking());
        loseAnswer();

        Contest.unknownOr(() -> strategy().observe(release()), () -> due.make(7, "c1-attach-1"));

        assertThat(strategy().observe(release()).token()).isEqualTo(7);
        assertThat(strategy().observe(release()).routing()).isEqualTo(due.routing());
    }

    private CutoverStrategy lacking() {
        assumeTrue(takeGreenOut(), "the router always names both tracks");
        settle();
        return strategy();
    }

    private Attachment due(CutoverStrategy strategy) {
        return strategy.attachment(strategy.observe(release()), GREEN).orElseThrow();
    }
}

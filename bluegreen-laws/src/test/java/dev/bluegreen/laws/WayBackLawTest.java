package dev.bluegreen.laws;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Law 4 and an old track that has fewer pods than it had: retired by an operation, or by accident. */
class WayBackLawTest {

    private static final String WEB = "router/web";
    private static final TrafficSplit ON_BLUE = TrafficSplit.all(BLUE);
    private static final TrafficSplit ON_GREEN = TrafficSplit.all(GREEN);

    private final History history = History.from(Map.of(WEB, ON_BLUE), Map.of(BLUE, 3, GREEN, 3));
    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aRollbackToARetiredTrackMayBeRefusedThoughAStrayPodTurnedUp() {
        switched();
        scaled("retirer", 2, 3, 0);
        happened(new Fact.Ready(BLUE, 1));
        refusedRollBack();

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aRollbackRefusedAfterTheRetiredTrackWasScaledUpAgainBreaksLaw4() {
        switched();
        scaled("retirer", 2, 3, 0);
        scaled("stager", 3, 0, 3);
        refusedRollBack();

        assertBroken();
    }

    @Test
    void aRollbackRefusedAfterPodsDiedAndOneCameBackBreaksLaw4() {
        switched();
        happened(new Fact.Ready(BLUE, 0), new Fact.Ready(BLUE, 1));
        refusedRollBack();

        assertBroken();
    }

    private void switched() {
        String actor = "switcher";
        long token = 1;
        happened(
                new Fact.LockTaken(actor, token),
                new Fact.Fenced(actor, WEB, 0, token),
                new Fact.SawRouter(actor, WEB),
                new Fact.SawPods(actor),
                new Fact.Intended(actor, WEB, ON_GREEN));
        happened(new Fact.Routed(
                actor, actor, new Fact.Change(WEB, ON_BLUE, ON_GREEN, 0, token), 3, history.position()));
        happened(
                new Fact.ResultEntered(actor),
                new Fact.LockFreed(actor),
                new Fact.Ended(actor, Outcome.SWITCHED, Optional.of(GREEN)));
    }

    private void scaled(String actor, long token, int from, int to) {
        happened(new Fact.LockTaken(actor, token), new Fact.SawRouter(actor, WEB));
        happened(
                new Fact.Scaled(actor, BLUE, new Fact.Size(from, to), now, history.position()),
                new Fact.Ready(BLUE, to),
                new Fact.LockFreed(actor));
    }

    private void refusedRollBack() {
        happened(
                new Fact.Started("late", Operation.ROLL_BACK, Duration.ofMinutes(1)),
                new Fact.Ended("late", Outcome.REFUSED, Optional.of(GREEN)));
    }

    private void happened(Fact... facts) {
        for (Fact fact : facts) {
            history.add(now, fact);
        }
    }

    private void assertBroken() {
        assertThat(history.violations())
                .anyMatch(broken -> broken.law() == Law.WAY_BACK
                        && broken.sentence().contains("although BLUE had ready pods all the time"));
    }
}

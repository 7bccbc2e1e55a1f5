package dev.bluegreen.laws;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.TrafficSplit;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the laws say of writes to the stacks: scaling down, and making a track run something else. */
class StackLawTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final History history =
            History.from(Map.of("router/web", TrafficSplit.all(BLUE)), Map.of(BLUE, 3, GREEN, 3));

    @Test
    void scalingDownATrackThatGetsTrafficBreaksLaw5() {
        happened(new Fact.Scaled("one", BLUE, new Fact.Size(3, 0), START, history.position()));

        assertBroken(Law.KEEP_WHAT_IS_NEEDED, "while router/web sends traffic 100/0");
    }

    @Test
    void scalingDownAStandbyBreaksLaw5() {
        happened(
                new Fact.Kept(GREEN, START.plusSeconds(60)),
                new Fact.Scaled("one", GREEN, new Fact.Size(3, 0), START, history.position()));

        assertBroken(Law.KEEP_WHAT_IS_NEEDED, "kept until");
    }

    @Test
    void scalingDownATrackThatARouterMayFailOpenToBreaksLaw5() {
        happened(
                new Fact.FailsOpen("router/web", Set.of(GREEN)),
                new Fact.Scaled("one", GREEN, new Fact.Size(3, 0), START, history.position()));

        assertBroken(Law.KEEP_WHAT_IS_NEEDED, "which router/web may fail open to");
    }

    @Test
    void stagingATrackThatARouterMayFailOpenToKeepsLaw5() {
        happened(
                new Fact.FailsOpen("router/web", Set.of(GREEN)),
                new Fact.Staged("one", GREEN, START, history.position()));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void scalingDownAnIdleTrackOrUpABusyOneKeepsLaw5() {
        happened(new Fact.Scaled("one", GREEN, new Fact.Size(3, 0), START, history.position()));
        happened(new Fact.Scaled("one", BLUE, new Fact.Size(3, 5), START, history.position()));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void stagingATrackThatGetsTrafficBreaksLaw5() {
        happened(new Fact.Staged("one", BLUE, START, history.position()));

        assertBroken(Law.KEEP_WHAT_IS_NEEDED, "one staged BLUE");
    }

    @Test
    void stagingAStandbyBreaksLaw5() {
        happened(new Fact.Kept(GREEN, START.plusSeconds(60)), new Fact.Staged("one", GREEN, START, history.position()));

        assertBroken(Law.KEEP_WHAT_IS_NEEDED, "one staged GREEN");
    }

    @Test
    void stagingAnIdleTrackKeepsLaw5() {
        happened(new Fact.Staged("one", GREEN, START, history.position()));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aScaleThatLandsAfterItsLockWasFreedBreaksLaw8() {
        happened(
                new Fact.LockTaken("one", 1),
                new Fact.LockFreed("one"),
                new Fact.Scaled("one", GREEN, new Fact.Size(3, 0), START, history.position()));

        assertBroken(Law.ENDS, "one scaled GREEN");
    }

    @Test
    void aStagingThatLandsAfterItsLockWasFreedBreaksLaw8() {
        happened(
                new Fact.LockTaken("one", 1),
                new Fact.LockFreed("one"),
                new Fact.Staged("one", GREEN, START, history.position()));

        assertBroken(Law.ENDS, "one staged GREEN");
    }

    private void happened(Fact... facts) {
        for (Fact fact : facts) {
            history.add(START, fact);
        }
    }

    private void assertBroken(Law law, String sentence) {
        assertThat(history.violations())
                .anyMatch(broken -> broken.law() == law && broken.sentence().contains(sentence));
    }
}

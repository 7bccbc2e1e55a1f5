package dev.bluegreen.laws;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Law 10 against histories of what each port of a router reaches. */
class CarrierLawTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TrafficSplit ON_BLUE = TrafficSplit.all(BLUE);
    private static final TrafficSplit ON_GREEN = TrafficSplit.all(GREEN);
    private static final String WEB = "router/web";

    private final History history = History.from(Map.of(WEB, ON_BLUE), Map.of(BLUE, 3, GREEN, 3));

    @Test
    void aSwitchWhosePortsMoveWithItKeepsLaw10() {
        carries("http", BLUE);
        carries("unused");
        begin("one", 1);
        move("one", 1);
        carries("http", GREEN);
        end("one", Outcome.SWITCHED);
        carries("http");

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void callingASwitchProvenThatLostAPortBreaksLaw10() {
        carries("http", BLUE);
        carries("metrics", BLUE);
        begin("one", 1);
        move("one", 1);
        carries("http", GREEN);
        carries("metrics");
        end("one", Outcome.SWITCHED);

        assertBroken(Law.WHOLE_PROOF, "since the write metrics of router/web was never served by that track alone");
    }

    @Test
    void callingASwitchProvenWhileAPortLeadsElsewhereBreaksLaw10() {
        carries("http", BLUE);
        begin("one", 1);
        move("one", 1);
        happened(new Fact.Carries(WEB, "http", Set.of(GREEN), true));
        end("one", Outcome.SWITCHED);

        assertBroken(Law.WHOLE_PROOF, "http of router/web was never served by that track alone");
    }

    @Test
    void sendingTrafficBackFromALostPortKeepsLaw10() {
        carries("http", BLUE);
        begin("one", 1);
        move("one", 1);
        carries("http");
        end("one", Outcome.ROLLED_BACK);

        assertThat(history.violations()).noneMatch(broken -> broken.law() == Law.WHOLE_PROOF);
    }

    @Test
    void scalingDownATrackThatAPortStillLeadsToBreaksLaw10() {
        carries("http", BLUE);
        cutover("one", 1);
        begin("two", 2);
        happened(new Fact.Scaled("two", BLUE, new Fact.Size(3, 0), NOW, history.position()));

        assertBroken(Law.WHOLE_PROOF, "two scaled BLUE to 0");
    }

    @Test
    void aTrackThatAPortComesToLeadToAfterTheLastLookKeepsLaw10() {
        carries("http", GREEN);
        begin("two", 2);
        int sent = history.position();
        carries("http", BLUE);
        happened(new Fact.Scaled("two", BLUE, new Fact.Size(3, 0), NOW, sent));

        assertThat(history.violations()).noneMatch(broken -> broken.law() == Law.WHOLE_PROOF);
    }

    @Test
    void callingASwitchProvenWithoutASightOfAnythingSinceTheWriteBreaksLaw10() {
        begin("one", 1);
        happened(new Fact.Sight(false));
        move("one", 1);
        end("one", Outcome.SWITCHED);
        happened(new Fact.Sight(true));

        assertBroken(Law.WHOLE_PROOF, "nothing that is watched was seen since the write");
    }

    @Test
    void aSwitchThatIsProvenWhenItIsSeenAgainKeepsLaw10() {
        begin("one", 1);
        happened(new Fact.Sight(false));
        move("one", 1);
        happened(new Fact.Sight(true));
        end("one", Outcome.SWITCHED);

        assertThat(history.violations()).noneMatch(broken -> broken.law() == Law.WHOLE_PROOF);
    }

    @Test
    void sendingTrafficBackUnseenKeepsLaw10() {
        begin("one", 1);
        happened(new Fact.Sight(false));
        move("one", 1);
        end("one", Outcome.ROLLED_BACK);

        assertThat(history.violations()).noneMatch(broken -> broken.law() == Law.WHOLE_PROOF);
    }

    private void carries(String port, Track... tracks) {
        happened(new Fact.Carries(WEB, port, Set.of(tracks), false));
    }

    private void cutover(String actor, long token) {
        begin(actor, token);
        move(actor, token);
        happened(new Fact.ResultEntered(actor), new Fact.LockFreed(actor));
        end(actor, Outcome.SWITCHED);
    }

    private void begin(String actor, long token) {
        happened(
                new Fact.LockTaken(actor, token),
                new Fact.Fenced(actor, WEB, 0, token),
                new Fact.SawRouter(actor, WEB),
                new Fact.SawPods(actor),
                new Fact.Intended(actor, WEB, ON_GREEN));
    }

    private void move(String actor, long token) {
        happened(new Fact.Routed(
                actor, actor, new Fact.Change(WEB, ON_BLUE, ON_GREEN, 0, token), 3, history.position()));
    }

    private void end(String actor, Outcome outcome) {
        happened(new Fact.Ended(actor, outcome, Optional.of(GREEN)));
    }

    private void happened(Fact... facts) {
        for (Fact fact : facts) {
            history.add(NOW, fact);
        }
    }

    private void assertBroken(Law law, String sentence) {
        assertThat(history.violations())
                .anyMatch(broken -> broken.law() == law && broken.sentence().contains(sentence));
    }
}

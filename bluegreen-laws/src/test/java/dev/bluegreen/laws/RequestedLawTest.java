package dev.bluegreen.laws;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.TrafficSplit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Law 11 and what a caller was told of a request. */
class RequestedLawTest {

    private static final String WEB = "router/web";
    private static final TrafficSplit ON_BLUE = TrafficSplit.all(BLUE);
    private static final TrafficSplit ON_GREEN = TrafficSplit.all(GREEN);

    private final History history = History.from(Map.of(WEB, ON_BLUE), Map.of(BLUE, 3, GREEN, 3));

    @Test
    void aRequestThatTheRecordDoesNotKnowBreaksIt() {
        happened(new Fact.Requested("c-1", "bob: "), rest(Optional.empty()));

        assertBroken("cutover c-1 was requested at 2026-01-01T00:00:00Z, and the record knows nothing of it");
    }

    @Test
    void aRequestThatWaitsOrEndedDoesNot() {
        happened(new Fact.LockFreed("a"), new Fact.Parked("c-1"), new Fact.Requested("c-1", "bob: "));
        happened(rest(Optional.of("c-1")), new Fact.ResultEntered("c-1"), rest(Optional.empty()));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aCancelledCutoverWhoseMoveWasNotUndoneBreaksIt() {
        moved();
        happened(new Fact.Cancelled("c-1"));

        assertBroken("cutover c-1 was cancelled at 2026-01-01T00:00:00Z, and its move of router/web was not undone");
    }

    @Test
    void aCancelledCutoverThatMovesOnBreaksIt() {
        happened(new Fact.Begun("c-1", GREEN), new Fact.Cancelled("c-1"));
        moved();

        assertBroken("cutover c-1 moved router/web at 2026-01-01T00:00:00Z, although it was cancelled at");
    }

    @Test
    void aCancelledCutoverThatIsRecordedAsSwitchedBreaksIt() {
        happened(new Fact.Cancelled("c-1"), new Fact.Switched("c-1", BLUE));

        assertBroken("cutover c-1 was cancelled at 2026-01-01T00:00:00Z, and is recorded as switched");
    }

    private void moved() {
        happened(new Fact.LockTaken("a", 1), new Fact.Begun("c-1", GREEN), new Fact.SawPods("a"));
        happened(new Fact.Intended("a", WEB, ON_GREEN));
        happened(new Fact.Routed("a", "c-1", new Fact.Change(WEB, ON_BLUE, ON_GREEN, 0, 1), 3, history.position()));
    }

    private static Fact rest(Optional<String> unfinished) {
        return new Fact.Rest(Map.of(WEB, ON_BLUE), Optional.of(BLUE), Optional.empty(), unfinished);
    }

    private void happened(Fact... facts) {
        for (Fact fact : facts) {
            history.add(Instant.parse("2026-01-01T00:00:00Z"), fact);
        }
    }

    private void assertBroken(String sentence) {
        assertThat(history.violations())
                .filteredOn(broken -> broken.law() == Law.OUTLIVES)
                .extracting(Violation::sentence)
                .anySatisfy(said -> assertThat(said).contains(sentence));
    }
}

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

/** Each law against a history that keeps it, and against those that break it in one way each. */
class LawTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TrafficSplit ON_BLUE = TrafficSplit.all(BLUE);
    private static final TrafficSplit ON_GREEN = TrafficSplit.all(GREEN);
    private static final String WEB = "router/web";

    private final History history = History.from(Map.of(WEB, ON_BLUE), Map.of(BLUE, 3, GREEN, 3));
    private Instant now = START;

    @Test
    void aWholeCutoverKeepsAllLaws() {
        cutover("one", 1);
        happened(new Fact.Request(WEB, GREEN, true));
        rest(ON_GREEN);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aWriteToATrackWithoutReadyPodsBreaksLaw1() {
        happened(new Fact.Ready(GREEN, 0));
        begin("one", 1);
        move("one", 1);

        assertBroken(Law.ENOUGH_ENDPOINTS, "when GREEN had 0 ready pods of 3 asked for");
    }

    @Test
    void podsThatDieAfterTheLastLookDoNotBreakLaw1() {
        begin("one", 1);
        happened(new Fact.Ready(GREEN, 0));
        move("one", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void callingASwitchProvenWithoutPodsBreaksLaw1() {
        begin("one", 1);
        happened(new Fact.Ready(GREEN, 0));
        move("one", 1);
        end("one", Outcome.SWITCHED);

        assertBroken(Law.ENOUGH_ENDPOINTS, "never had 3 ready pods");
    }

    @Test
    void writingOverAHigherTokenBreaksLaw2() {
        begin("one", 1);
        pass(Duration.ofSeconds(31));
        happened(new Fact.LockTaken("two", 2), new Fact.Fenced("two", WEB, 0, 2), new Fact.SawRouter("two", WEB));
        move("one", 1);

        assertBroken(Law.ONE_WRITER, "with token 1 over token 2");
    }

    @Test
    void takingTheLockFromOneThatLivesBreaksLaw2() {
        happened(new Fact.LockTaken("one", 1));
        pass(Duration.ofSeconds(10));
        happened(new Fact.LockRenewed("one"));
        pass(Duration.ofSeconds(29));
        happened(new Fact.LockTaken("two", 2));

        assertBroken(Law.ONE_WRITER, "two took the lock");
    }

    @Test
    void takingTheLockWithATokenInUseBreaksLaw2() {
        happened(new Fact.LockTaken("one", 7), new Fact.LockFreed("one"), new Fact.LockTaken("two", 7));

        assertBroken(Law.ONE_WRITER, "7 was in use already");
    }

    @Test
    void writingWithoutTheLockBreaksLaw2() {
        happened(new Fact.SawPods("one"), new Fact.Intended("one", WEB, ON_GREEN));
        move("one", 1);

        assertBroken(Law.ONE_WRITER, "without having held the lock");
    }

    @Test
    void writingTheRecordWithoutTheLockBreaksLaw2() {
        happened(new Fact.LockTaken("one", 1), new Fact.LockFreed("one"), new Fact.LockRenewed("one"));

        assertBroken(Law.ONE_WRITER, "when the lock was held by nobody");
    }

    @Test
    void movingBeforeFencingAndReadingBreaksLaw2() {
        happened(new Fact.LockTaken("one", 1));
        pass(Duration.ofSeconds(31));
        begin("two", 2);
        happened(new Fact.Fenced("two", WEB, 0, 2));
        move("two", 2);
        assertThat(history.violations()).isEmpty();

        happened(new Fact.Killed("two"));
        pass(Duration.ofSeconds(31));
        happened(new Fact.LockTaken("three", 3), new Fact.SawPods("three"), new Fact.Intended("three", WEB, ON_GREEN));
        move("three", 3);
        assertBroken(Law.ONE_WRITER, "before it had fenced and read");
    }

    @Test
    void whatIsLeftUnfinishedBreaksLaw3() {
        happened(new Fact.Rest(Map.of(WEB, ON_BLUE), Optional.of(BLUE), Optional.empty(), Optional.of("one")));

        assertBroken(Law.RECOVERABLE, "cutover one is still unfinished");
    }

    @Test
    void aLockLeftHeldBreaksLaw3() {
        happened(new Fact.Rest(Map.of(WEB, ON_BLUE), Optional.of(BLUE), Optional.of("one"), Optional.empty()));

        assertBroken(Law.RECOVERABLE, "the lock is still held by one");
    }

    @Test
    void routersThatDisagreeBreakLaw3UnlessAnotherWriterWrote() {
        Fact rest = new Fact.Rest(
                Map.of(WEB, ON_BLUE, "router/api", ON_GREEN), Optional.empty(), Optional.empty(), Optional.of("one"));
        happened(new Fact.ForeignWrite("kubectl", WEB, ON_BLUE, ON_BLUE), rest);
        assertThat(history.violations()).isEmpty();

        History own = History.from(Map.of(WEB, ON_BLUE), Map.of(BLUE, 3, GREEN, 3));
        own.add(START, rest);
        assertThat(own.violations())
                .extracting(Violation::sentence)
                .anyMatch(sentence -> sentence.contains("the routers do not agree"));
    }

    @Test
    void aRecordThatIsNotTrueBreaksLaw3() {
        happened(new Fact.Rest(Map.of(WEB, ON_GREEN), Optional.of(BLUE), Optional.empty(), Optional.empty()));

        assertBroken(Law.RECOVERABLE, "the record says BLUE, the routers are on GREEN");
    }

    @Test
    void aRollbackRefusedForTheNewTracksSakeBreaksLaw4() {
        cutover("one", 1);
        happened(new Fact.Ready(GREEN, 0));
        happened(new Fact.Started("two", Operation.ROLL_BACK, Duration.ofMinutes(1)));
        end("two", Outcome.REFUSED);

        assertBroken(Law.WAY_BACK, "although BLUE had ready pods all the time");
    }

    @Test
    void aRollbackRefusedForWantOfOldPodsKeepsLaw4() {
        cutover("one", 1);
        happened(new Fact.Ready(BLUE, 0));
        happened(new Fact.Started("two", Operation.ROLL_BACK, Duration.ofMinutes(1)));
        end("two", Outcome.REFUSED);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aRollbackRefusedBecauseTheOldTrackRunsSomethingElseKeepsLaw4() {
        cutover("one", 1);
        happened(new Fact.Staged("two", BLUE, now, history.position()));
        happened(new Fact.Started("three", Operation.ROLL_BACK, Duration.ofMinutes(1)));
        end("three", Outcome.REFUSED);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aRollbackRefusedAfterASwitchThatWentBackByItselfKeepsLaw4() {
        begin("one", 1);
        move("one", 1);
        happened(new Fact.Intended("one", WEB, ON_BLUE));
        happened(
                new Fact.Routed("one", "one", new Fact.Change(WEB, ON_GREEN, ON_BLUE, 1, 1), 1, history.position()),
                new Fact.ResultEntered("one"),
                new Fact.LockFreed("one"));
        end("one", Outcome.ROLLED_BACK);
        happened(new Fact.Started("two", Operation.ROLL_BACK, Duration.ofMinutes(1)));
        end("two", Outcome.REFUSED);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void twoWritesToOneRouterOnTheWayBackBreakLaw4() {
        begin("one", 1);
        happened(new Fact.Started("one", Operation.ROLL_BACK, Duration.ofMinutes(1)));
        move("one", 1);
        move("one", 1);

        assertBroken(Law.WAY_BACK, "wrote router/web 2 times");
    }

    @Test
    void movingBackWhatAnotherWriterMovedBreaksLaw6() {
        begin("one", 1);
        move("one", 1);
        happened(new Fact.ForeignWrite("kubectl", WEB, ON_GREEN, ON_BLUE));
        move("one", 1);

        assertBroken(Law.NO_FIGHT, "after kubectl had moved it from 0/100 to 100/0");
    }

    @Test
    void anOperationThatBeginsAfterTheForeignWriteMayMoveOn() {
        happened(new Fact.ForeignWrite("kubectl", WEB, ON_GREEN, ON_BLUE));
        cutover("one", 1);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void callingASwitchDoneThatAnotherWriterUndidBreaksLaw6() {
        begin("one", 1);
        move("one", 1);
        happened(new Fact.ForeignWrite("kubectl", WEB, ON_GREEN, ON_BLUE), new Fact.SawRouter("one", WEB));
        end("one", Outcome.SWITCHED);

        assertBroken(Law.NO_FIGHT, "was moved to 100/0 by kubectl");
    }

    @Test
    void aWriteThatWasNotAnnouncedBreaksLaw7() {
        happened(new Fact.LockTaken("one", 1), new Fact.SawPods("one"));
        move("one", 1);

        assertBroken(Law.AUDITED, "without announcing it");
    }

    @Test
    void aWriteWhoseResultIsNotEnteredBreaksLaw7() {
        begin("one", 1);
        move("one", 1);
        rest(ON_GREEN);

        assertBroken(Law.AUDITED, "the record has no result of cutover one");
    }

    @Test
    void anOperationThatNeverEndsBreaksLaw8() {
        begin("one", 1);
        happened(new Fact.Started("one", Operation.SWITCH, Duration.ofMinutes(1)));

        assertBroken(Law.ENDS, "never ended");
    }

    @Test
    void anOperationThatEndsTooLateBreaksLaw8() {
        happened(new Fact.Started("one", Operation.SWITCH, Duration.ofMinutes(1)));
        pass(Duration.ofSeconds(61));
        end("one", Outcome.REFUSED);

        assertBroken(Law.ENDS, "after its deadline");
    }

    @Test
    void aKilledOperationNeedNotEnd() {
        happened(new Fact.Started("one", Operation.SWITCH, Duration.ofMinutes(1)), new Fact.Killed("one"));

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void aWriteThatLandsAfterItsLockWasFreedBreaksLaw8() {
        begin("one", 1);
        happened(new Fact.LockFreed("one"));
        move("one", 1);

        assertBroken(Law.ENDS, "after it had freed the lock");
    }

    @Test
    void aRequestThatFailsBetweenHealthyTracksBreaksLaw9() {
        begin("one", 1);
        move("one", 1);
        happened(new Fact.Request(WEB, GREEN, false));

        assertBroken(Law.NO_FAILED_REQUEST, "to GREEN failed");
    }

    @Test
    void aRequestThatFailsBecauseItsPodsWereScaledAwayBreaksLaw9() {
        happened(
                new Fact.Scaled("one", BLUE, new Fact.Size(3, 0), now, history.position()),
                new Fact.Ready(BLUE, 0),
                new Fact.Request(WEB, BLUE, false));

        assertBroken(Law.NO_FAILED_REQUEST, "to BLUE failed");
    }

    @Test
    void aRequestThatFailsBecausePodsDiedKeepsLaw9() {
        begin("one", 1);
        move("one", 1);
        happened(new Fact.Ready(GREEN, 0), new Fact.Request(WEB, GREEN, false));

        assertThat(history.violations()).isEmpty();
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

    private void rest(TrafficSplit split) {
        happened(new Fact.Rest(Map.of(WEB, split), split.only(), Optional.empty(), Optional.empty()));
    }

    private void happened(Fact... facts) {
        for (Fact fact : facts) {
            history.add(now, fact);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void assertBroken(Law law, String sentence) {
        assertThat(history.violations())
                .anyMatch(broken -> broken.law() == law && broken.sentence().contains(sentence));
    }
}

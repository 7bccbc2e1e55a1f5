package dev.bluegreen.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.slo.Bake.Reactions;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.record.intent.Approvals;
import dev.bluegreen.internal.record.intent.Approvals.Given;
import dev.bluegreen.internal.record.intent.Approvals.Needed;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Intent.FreezeWait;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.record.intent.Objective;
import dev.bluegreen.internal.record.intent.Objective.Limit;
import dev.bluegreen.internal.record.intent.Reached;
import dev.bluegreen.internal.record.intent.Reached.Counts;
import dev.bluegreen.internal.record.intent.Reached.State;
import dev.bluegreen.internal.record.intent.Request;
import dev.bluegreen.internal.record.intent.Request.Asker;
import dev.bluegreen.internal.record.intent.Request.Plan;
import dev.bluegreen.internal.record.intent.Request.Scope;
import dev.bluegreen.internal.record.intent.Terms;
import dev.bluegreen.internal.record.intent.Terms.Checks;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import dev.bluegreen.internal.record.intent.Terms.Kept;
import dev.bluegreen.internal.record.intent.Terms.Watch;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was asked for by a cutover is in the record, whole and within its bounds, and what is read of it is data. */
class IntentRecordTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @Test
    void isReadAsItWasWritten() {
        ReleaseRecord record = intending(intent("as it is", 3));

        assertThat(again(record)).isEqualTo(record);
    }

    @Test
    void isReadAsItWasWrittenWithoutWhatIsOptional() {
        Intent begun = Intent.begun(
                request("x", 1),
                new Terms(
                        List.of(),
                        watch(),
                        List.of(),
                        kept(OptionalInt.empty()),
                        new Checks(1, 0, 0, 0),
                        Freezing.NONE),
                new Approvals(new Needed(false, false, false), Optional.empty(), List.of()));

        assertThat(again(intending(begun))).isEqualTo(intending(begun));
    }

    @Test
    void aRecordOfAnOlderVersionHasNone() {
        ReleaseRecord older = ReleaseRecord.empty().begin(cutover());

        assertThat(again(older).intent()).isEmpty();
        assertThat(again(older).inFlight()).isPresent();
    }

    @Test
    void endsWithItsCutover() {
        assertThat(intending(intent("x", 1)).drop().intent()).isEmpty();
        assertThat(intending(intent("x", 1)).begin(cutover()).intent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"intent\":{", "\"plan\":{", "\"bake\":{", "\"standby\":{", "\"step\":{", "\"state\":{"})
    void whatANewerVersionKnowsOfItSurvives(String object) {
        String json = RecordCodec.encode(intending(intent("x", 1)));
        String newer =
                json.replaceFirst(java.util.regex.Pattern.quote(object), object.replace("{", "{\"wayBackClosed\":7,"));

        String written = RecordCodec.encode(RecordCodec.decode("it", newer));

        assertThat(JsonParser.parseString(written)).isEqualTo(JsonParser.parseString(newer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'percent':1,|'percent':0,|intent.schedule[0].percent",
                "'percent':2,|'percent':1,|intent.schedule[1].percent",
                "'pause':'PT1M'|'pause':'PT0S'|intent.schedule[0].pause",
                "'pause':'PT1M'|'pause':'P999999999D'|intent.schedule[0].pause",
                "'pause':'PT1M'|'pause':'soon'|intent.schedule[0].pause",
                "'duration':'PT10M'|'duration':'-PT1S'|intent.bake.duration",
                "'interval':'PT10S'|'interval':'PT0S'|intent.bake.interval",
                "'onBreach':'FREEZE'|'onBreach':'HOLD'|intent.bake.onBreach",
                "'onNoData':'ROLL_BACK'|'onNoData':'NOTHING'|intent.bake.onNoData",
                "'index':1|'index':100|intent.step.index",
                "'watched':'PT7S'|'watched':7|intent.step.watched",
                "'baked':'PT2M'|'baked':'PT-2M'|intent.baked",
                "'wanted':3|'wanted':0|intent.checks.wanted",
                "'bad':2|'bad':4|intent.objectives[0].bad",
                "'limit':0.25|'limit':'NaN'|intent.objectives[0].limit",
                "'samples':9|'samples':-1|intent.objectives[0].state.samples",
                "'pods':1|'pods':0|intent.standby.pods",
                "'retireBy':'DELETION'|'retireBy':'MAGIC'|intent.standby.retireBy",
                "'waits':true|'waits':'yes'|intent.approval.waits",
                "'stoppable':'PT4H'|'stoppable':'PT0S'|intent.freezing.stoppable",
                "'deny Mon|'never Mon|intent.freezing.windows",
                "'resumptions':0|'resumptions':2147483647|intent.resumptions",
                "'resumptions':0|'resumptions':214748|intent.resumptions",
            })
    void aValueThatCannotBeOneIsNamed(String was, String is, String field) {
        String json = RecordCodec.encode(intending(intent("x", 2)));
        String spoiled = json.replace(was.replace('\'', '"'), is.replace('\'', '"'));

        assertThat(spoiled).isNotEqualTo(json);
        assertThatThrownBy(() -> RecordCodec.decode("the lease", spoiled))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(field + " is ");
        assertThat(RecordCodec.decodeToGoBack("the lease", spoiled).inFlight())
                .as("the way back needs nothing of it")
                .isPresent();
    }

    @Test
    void moreThanIsKeptIsNotRead() {
        String json = RecordCodec.encode(intending(intent("x", 20)));
        JsonObject record = JsonParser.parseString(json).getAsJsonObject();
        record.getAsJsonObject("intent")
                .getAsJsonArray("objectives")
                .addAll(record.getAsJsonObject("intent")
                        .getAsJsonArray("objectives")
                        .deepCopy());

        assertThatThrownBy(() -> RecordCodec.decode("the lease", record.toString()))
                .hasMessageContaining("intent.objectives is 'a list of 40', not one of at most 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä", "漢", "😀", "\"", "\u0001"})
    void fitsWithEverythingAtItsMaximum(String letter) {
        Intent most = intent(letter.repeat(500 / letter.length()), 20);
        for (int seed = 0; seed < 50; seed++) {
            ReleaseRecord record = RecordSizeTest.drawn(seed)
                    .begin(cutover(letter.repeat(300)))
                    .intend(Optional.of(most));

            String json = RecordCodec.encode(record);
            Intent read = RecordCodec.decode("it", json).intent().orElseThrow();

            assertThat(json.getBytes(StandardCharsets.UTF_8).length)
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(RecordCodec.LARGEST);
            assertThat(read.terms().schedule()).isEqualTo(most.terms().schedule());
            assertThat(read.terms().objectives())
                    .extracting(Objective::hash)
                    .isEqualTo(most.terms().objectives().stream()
                            .map(Objective::hash)
                            .toList());
            assertThat(read.approvals().given()).hasSize(10);
            assertThat(read.reached()).isEqualTo(most.reached());
        }
    }

    private static ReleaseRecord again(ReleaseRecord record) {
        return RecordCodec.decode("it", RecordCodec.encode(record));
    }

    private static ReleaseRecord intending(Intent intent) {
        return ReleaseRecord.empty().begin(cutover()).intend(Optional.of(intent));
    }

    private static InFlight cutover() {
        return cutover("Service/web");
    }

    private static InFlight cutover(String router) {
        InFlight begun = new InFlight(
                "op-1", Operation.SWITCH, AT, "ann", Track.BLUE, Track.GREEN, Phase.LOCK, List.of(), List.of());
        return begun.with(Phase.SHIFT, new AnnouncedWrite(router, "100/0", "99/1", AT));
    }

    private static Intent intent(String text, int objectives) {
        List<Step> steps = IntStream.rangeClosed(1, objectives == 20 ? 99 : 2)
                .mapToObj(percent -> new Step(percent, Duration.ofMinutes(percent)))
                .toList();
        return new Intent(
                request(text, objectives),
                new Terms(
                        steps,
                        watch(),
                        Collections.nCopies(objectives, objective(text)),
                        kept(OptionalInt.of(1)),
                        new Checks(3, 1, 1, 1),
                        freezing()),
                new Approvals(
                        new Needed(true, true, true),
                        Optional.of(AT),
                        Collections.nCopies(10, new Given(text, text, AT, "c".repeat(32))),
                        text),
                new Reached(
                        true,
                        new Reached.Step(1, Optional.of(AT), Duration.ofSeconds(7)),
                        Duration.ofMinutes(2),
                        Collections.nCopies(objectives, state()),
                        0),
                Optional.of(new FreezeWait(Optional.of(AT))),
                Optional.of(new Parked(text, Optional.of(AT))));
    }

    private static Freezing freezing() {
        ChangeWindow window = ChangeWindow.parse(
                "deny Mon,Wed,Fri,Sun 2026-12-20/2027-01-06 12:34-23:45 America/Argentina/ComodRivadavia");
        return new Freezing(Collections.nCopies(Freezing.WINDOWS, window), true, Optional.of(Duration.ofHours(4)));
    }

    private static Request request(String text, int routers) {
        return new Request(
                "op-1",
                new Asker(text, text, Optional.of(text), Optional.of(new Request.Passed(text, text))),
                new Scope(text, Collections.nCopies(routers, text), "a".repeat(32)),
                new Plan("c".repeat(32), text, text, text));
    }

    private static Watch watch() {
        return new Watch(
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                new Reactions(Reaction.FREEZE, Reaction.ROLL_BACK, Reaction.HOLD));
    }

    private static Kept kept(OptionalInt pods) {
        return new Kept(Duration.ofHours(24), pods, RetireBy.DELETION);
    }

    private static Objective objective(String name) {
        return new Objective(
                "prometheus", name, "b".repeat(32), new Limit(OptionalDouble.of(0.25), false), new Tolerance(2, 3));
    }

    private static State state() {
        return new State(new Counts(9, 2, 1), "GB".repeat(25), false, Optional.of(new Reading(0.5, 0.25, false, "%")));
    }
}

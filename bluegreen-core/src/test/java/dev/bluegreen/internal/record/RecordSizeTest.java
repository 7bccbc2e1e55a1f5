package dev.bluegreen.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.record.ReleaseRecord.Stacks;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.internal.record.Traffic.Adopted;
import dev.bluegreen.internal.record.Traffic.Clock;
import dev.bluegreen.internal.result.ObjectiveVerdictData;
import dev.bluegreen.internal.result.PastCutoverData;
import dev.bluegreen.internal.result.UnderwayData;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Confirmed;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Underway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a record holds, it is written in 32 KiB, and what recovery and the way back rest on is in it. */
class RecordSizeTest {

    private static final int RECORDS = 200;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @Test
    void anyRecordFits() {
        int cut = 0;
        for (int seed = 0; seed < RECORDS; seed++) {
            ReleaseRecord drawn = new Drawn(seed).record();
            String json = RecordCodec.encode(drawn);
            int bytes = json.getBytes(StandardCharsets.UTF_8).length;
            assertThat(bytes).as("seed %d", seed).isLessThanOrEqualTo(RecordCodec.LARGEST);

            ReleaseRecord read = RecordCodec.decode("seed " + seed, json);
            assertThat(read.active()).isEqualTo(drawn.active());
            assertThat(read.standby()).isEqualTo(drawn.standby());
            assertThat(read.staged().track()).isEqualTo(drawn.staged().track());
            assertThat(read.staged().templates()).isIn(drawn.staged().templates(), Map.of());
            assertThat(read.sizes().full()).isEqualTo(drawn.sizes().full());
            assertThat(read.adopted().map(Adopted::origin))
                    .as("seed %d: the origin, never cut", seed)
                    .isEqualTo(drawn.adopted().map(Adopted::origin));
            assertThat(read.lastSwitch().map(PastCutover::from))
                    .as("seed %d: the way back", seed)
                    .isEqualTo(drawn.lastSwitch().map(PastCutover::from));
            assertThat(read.inFlight().map(RecordSizeTest::last))
                    .as("seed %d: the last announced write", seed)
                    .isEqualTo(drawn.inFlight().map(RecordSizeTest::last));
            cut += read.log().pending().size() < drawn.log().pending().size() ? 1 : 0;
        }
        assertThat(cut).as("records that had to be cut").isBetween(RECORDS / 20, RECORDS * 19 / 20);
    }

    @Test
    void aRecordThatFitsIsReadAsItWasWritten() {
        int whole = 0;
        for (int seed = 0; seed < RECORDS; seed++) {
            Drawn scene = new Drawn(seed);
            if (!scene.isShort()) {
                continue;
            }
            ReleaseRecord drawn = scene.record();
            String first = new RecordWriter(Room.ALL.get(0)).write(drawn);
            if (first.getBytes(StandardCharsets.UTF_8).length <= RecordCodec.LARGEST) {
                whole++;
                assertThat(RecordCodec.decode("it", RecordCodec.encode(drawn)).equals(drawn))
                        .as("seed %d is read as it was written", seed)
                        .isTrue();
            }
        }
        assertThat(whole).isGreaterThan(RECORDS / 20);
    }

    private static Optional<Instant> last(InFlight now) {
        return now.announced().isEmpty()
                ? Optional.empty()
                : Optional.of(now.announced().get(now.announced().size() - 1).at());
    }

    /** A record drawn from a seed: from nothing in it to more than there is room for. */
    static ReleaseRecord drawn(int seed) {
        return new Drawn(seed).record();
    }

    private static final class Drawn {

        private static final List<String> ALPHABETS = List.of("abc", "äöü", "漢字", "\u0001\u001b", "😀", "\"\\");

        private final SplittableRandom random;
        private final int most;
        private final String alphabet;

        Drawn(int seed) {
            random = new SplittableRandom(seed);
            most = List.of(3, 20, 100, 600).get(random.nextInt(4));
            alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
        }

        ReleaseRecord record() {
            Optional<Track> active = maybe(this::track);
            Work work = new Work(maybe(this::underway), maybe(this::inFlight), Optional.empty(), Optional.empty());
            Optional<Standby> standby = maybe(() -> new Standby(track(), at()));
            Staged staged =
                    new Staged(maybe(this::track), random.nextBoolean() ? Map.of() : Map.of(track(), "f".repeat(64)));
            Traffic traffic = new Traffic(
                    active,
                    standby,
                    maybe(this::at),
                    maybe(() -> new Clock(text(), at())),
                    maybe(() -> new WayBackClosed(text(), track(), text(), text(), at(), "f".repeat(64))),
                    several(this::text));
            Log log = new Log(
                    several(this::past),
                    several(this::event),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    several(() ->
                            new AuditHead("f".repeat(1 + random.nextInt(250)), 1 + random.nextInt(9), "a".repeat(64))),
                    several(this::sink));
            return new ReleaseRecord(
                    traffic, new Stacks(staged, sizes(), maybe(this::adopted)), work, log, ReleaseRecord.Origin.OURS);
        }

        /** True if no text is longer than the longest name, and none grows because it is shown as codes. */
        boolean isShort() {
            return Wording.lines(alphabet.repeat(most)).length() <= 300;
        }

        private Adopted adopted() {
            return new Adopted(origin(), text(), random.nextBoolean(), maybe(this::at));
        }

        private Origin origin() {
            return new Origin(track(), "s".repeat(1 + random.nextInt(253)));
        }

        private Underway underway() {
            return new UnderwayData(
                    one(Operation.values()),
                    text(),
                    text(),
                    at(),
                    one(Phase.values()),
                    maybe(this::text),
                    maybe(this::at),
                    maybe(this::text));
        }

        private InFlight inFlight() {
            String id = text();
            Operation operation = one(Operation.values());
            Track from = track();
            Track to = track();
            Phase phase = one(Phase.values());
            return new InFlight(
                    id,
                    operation,
                    at(),
                    text(),
                    from,
                    to,
                    phase,
                    several(() -> new AnnouncedWrite(text(), text(), text(), at())),
                    several(this::track));
        }

        private PastCutover past() {
            Track from = track();
            return new PastCutoverData(
                    text(),
                    one(Operation.values()),
                    from,
                    from.other(),
                    one(Outcome.values()),
                    at(),
                    text(),
                    text(),
                    Optional.of(Input.LONGEST),
                    objectives(),
                    maybe(this::origin));
        }

        /** Few cutovers are judged by any, and one by as many as are kept. */
        private List<ObjectiveVerdict> objectives() {
            int count = random.nextInt(20) == 0 ? random.nextInt(Log.OBJECTIVES + 1) : 0;
            return Stream.generate(this::objective).limit(count).toList();
        }

        private ObjectiveVerdict objective() {
            return new ObjectiveVerdictData(
                    text(),
                    one(ObjectiveVerdict.Verdict.values()),
                    text(),
                    number(),
                    number(),
                    maybe(() -> new ObjectiveVerdict.Bound(random.nextGaussian(), random.nextBoolean(), text())),
                    random.nextInt(1_000),
                    random.nextInt(1_000),
                    random.nextInt(1_000));
        }

        private OptionalDouble number() {
            return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextGaussian());
        }

        private CutoverEvent event() {
            return CutoverEvent.builder(text(), text(), random.nextInt(1_000), at())
                    .phase(one(Phase.values()))
                    .kind(one(CutoverEvent.Kind.values()))
                    .outcome(maybe(this::text))
                    .sentence(text())
                    .build();
        }

        private Log.Sink sink() {
            String name = text();
            return new Log.Sink(
                    name.substring(0, Math.min(Log.Sink.LONGEST, name.length())),
                    maybe(() -> new Confirmed(text(), random.nextInt(1_000), at())),
                    maybe(this::text),
                    random.nextInt(20));
        }

        private Sizes sizes() {
            return new Sizes(
                    random.nextBoolean() ? Map.of() : Map.of(track(), 1 + random.nextInt(100)),
                    random.nextBoolean() ? List.of() : List.of(new Pin(track(), text(), random.nextInt(9), 3)),
                    random.nextBoolean() ? Map.of() : Map.of(track(), random.nextInt(100)));
        }

        private Track track() {
            return one(Track.values());
        }

        private Instant at() {
            return AT.plusSeconds(random.nextInt(1_000_000));
        }

        private String text() {
            return alphabet.repeat(random.nextInt(most));
        }

        private <T> T one(T[] values) {
            return values[random.nextInt(values.length)];
        }

        private <T> Optional<T> maybe(Supplier<T> value) {
            return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
        }

        private <T> List<T> several(Supplier<T> value) {
            List<T> values = new ArrayList<>();
            for (int i = random.nextInt(Math.max(2, Math.min(most, 60))); i > 0; i--) {
                values.add(value.get());
            }
            return values;
        }
    }
}

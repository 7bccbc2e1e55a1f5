package dev.bluegreen.internal.record;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.record.ReleaseRecord.Clock;
import dev.bluegreen.internal.record.ReleaseRecord.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord.Intent;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Underway;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record from JSON, strictly or leniently: then it takes what it can read, and gives back the rest as it was. That is enough
 * to send traffic back by a record that a newer version wrote, or that somebody has spoiled.
 */
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    /** No size beyond this is one that a release has recorded. */
    private static final int MOST_PODS = 10_000;

    private final String where;
    private final Fields fields;
    private final boolean isLenient;
    private final int schema;

    RecordReader(String where, Fields fields, boolean isLenient) {
        this.where = where;
        this.fields = fields;
        this.isLenient = isLenient;
        this.schema = schema();
    }

    /** One that cannot be read does not keep traffic from going back by the rest. */
    private int schema() {
        try {
            return fields.whole("schema", 1, Integer.MAX_VALUE);
        } catch (UnreadableException e) {
            if (!isLenient) {
                throw e;
            }
            LOG.warn("{}: {}; it is taken for {}", where, e.getMessage(), RecordCodec.SCHEMA);
            return RecordCodec.SCHEMA;
        }
    }

    ReleaseRecord read() {
        ReleaseRecord read = new ReleaseRecord(
                optional("active", fields::track),
                optional("operation", field -> operation(fields.object(field, "id"))),
                optional("inFlight", field -> inFlight(fields.object(field, "id"))),
                optional("standby", field -> standby(fields.object(field, "track"))),
                new Staged(optional("staged", fields::track), byTrack("templates", RecordReader::template)),
                optional("trafficVerified", fields::instant),
                optional("clock", field -> clock(fields.object(field, "of"))),
                optional("routers", fields::texts).orElse(List.of()),
                history(),
                new PendingEvents(
                        optional("told", field -> each(fields.objects(field, "id", "n"), RecordReader::event))
                                .orElse(List.of()),
                        optional("owed", fields::flag).orElse(false),
                        optional("behind", fields::flag).orElse(false)),
                sizes(),
                Origin.OURS);
        return read.from(new Origin(schema, fields.leftovers()));
    }

    private boolean skips() {
        return isLenient || schema > RecordCodec.SCHEMA;
    }

    private List<PastCutover> history() {
        return skips()
                ? optional("history", field -> newestReadable(fields.objects(field, "id")))
                        .orElse(List.of())
                : each(fields.objects("history", "id"), RecordReader::past);
    }

    /** Up to the first that cannot be read: what is older than that one tells nothing of where traffic came from last. */
    private List<PastCutover> newestReadable(List<Fields> objects) {
        List<PastCutover> read = new ArrayList<>();
        for (Fields object : objects) {
            Optional<PastCutover> past = sane(() -> past(object));
            if (past.isEmpty()) {
                return read;
            }
            read.add(past.get());
        }
        return read;
    }

    private <T> Optional<T> optional(String field, Function<String, T> reader) {
        try {
            return fields.ifPresent(field, reader);
        } catch (UnreadableException e) {
            if (!skips()) {
                throw e;
            }
            LOG.warn("{}: {}; it is left as it is", where, e.getMessage());
            fields.unread(field);
            return Optional.empty();
        }
    }

    private static Underway operation(Fields json) {
        return Underway.builder(
                        json.oneOf("kind", Operation.values()),
                        json.text("id"),
                        json.instant("started"),
                        json.oneOf("phase", Phase.values()))
                .by(json.text("by"))
                .waitsFor(json.ifPresent("waitsFor", json::text))
                .until(json.ifPresent("until", json::instant))
                .build();
    }

    /** Schema 1 did not tell one operation from another: what it has in flight counts as a cutover. */
    private static InFlight inFlight(Fields json) {
        return new InFlight(
                json.text("id"),
                operationOf(json),
                json.track("from"),
                json.track("to"),
                json.oneOf("phase", Phase.values()),
                json.instant("started"),
                json.text("by"),
                each(json.objects("intents", "router", "to", "at"), RecordReader::intent),
                json.ifPresent("stacks", json::tracks).orElse(List.of()));
    }

    private static Operation operationOf(Fields json) {
        return json.ifPresent("operation", field -> json.oneOf(field, Operation.values()))
                .orElse(Operation.SWITCH);
    }

    private static Intent intent(Fields json) {
        return new Intent(json.text("router"), json.text("from"), json.text("to"), json.instant("at"));
    }

    private static Standby standby(Fields json) {
        return new Standby(json.track("track"), json.instant("until"));
    }

    private static Clock clock(Fields json) {
        return new Clock(json.text("of"), json.instant("at"));
    }

    private static PastCutover past(Fields json) {
        return PastCutover.builder(
                        json.text("id"),
                        json.track("from"),
                        json.otherTrack("to", "from"),
                        json.oneOf("outcome", Outcome.values()),
                        json.instant("at"))
                .operation(operationOf(json))
                .by(json.text("by"))
                .reason(json.text("reason"))
                .objectives(json.ifPresent(
                                "objectives", field -> each(json.objects(field, "name"), RecordReader::objective))
                        .orElse(List.of()))
                .build();
    }

    private static ObjectiveVerdict objective(Fields json) {
        return ObjectiveVerdict.builder(json.text("name"), json.oneOf("verdict", ObjectiveVerdict.Verdict.values()))
                .last(json.text("said"))
                .lastValue(json.number("last"))
                .worstValue(json.number("worst"))
                .bound(json.ifPresent("bound", field -> bound(json.object(field, "limit"))))
                .samples(json.whole("samples", 0, Integer.MAX_VALUE))
                .noData(json.whole("noData", 0, Integer.MAX_VALUE))
                .storeDown(json.whole("storeDown", 0, Integer.MAX_VALUE))
                .build();
    }

    private static ObjectiveVerdict.Bound bound(Fields json) {
        return new ObjectiveVerdict.Bound(
                json.number("limit").orElse(0),
                json.flag("above"),
                json.ifPresent("unit", json::text).orElse(""));
    }

    private static CutoverEvent event(Fields json) {
        return CutoverEvent.builder(
                        json.text("release"),
                        json.text("id"),
                        json.whole("n", 0, Integer.MAX_VALUE),
                        json.instant("at"))
                .phase(json.oneOf("phase", Phase.values()))
                .kind(json.oneOf("kind", CutoverEvent.Kind.values()))
                .sentence(json.text("text"))
                .build();
    }

    private Sizes sizes() {
        Map<Track, Integer> full = pods("fullSizes", 1);
        Map<Track, Integer> retired = pods("retired", 0);
        List<Pin> pins = optional(
                        "pins",
                        field -> fields.objects(field, "track").stream()
                                .flatMap(pin -> sane(() -> pin(pin)).stream())
                                .toList())
                .orElse(List.of());
        return new Sizes(full, pins, retired);
    }

    private Map<Track, Integer> pods(String field, int least) {
        return byTrack(field, (json, track) -> json.whole(track, least, MOST_PODS));
    }

    private static String template(Fields json, String track) {
        String found = json.text(track);
        if (found.length() > Staged.LONGEST) {
            throw json.wrong(track, found, "a fingerprint of at most " + Staged.LONGEST + " characters");
        }
        return found;
    }

    private <T> Map<Track, T> byTrack(String field, BiFunction<Fields, String, T> reader) {
        return optional(field, named -> byTrack(fields.object(named, named), reader))
                .orElse(Map.of());
    }

    private <T> Map<Track, T> byTrack(Fields json, BiFunction<Fields, String, T> reader) {
        Map<Track, T> all = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            sane(() -> json.ifPresent(track.name(), field -> reader.apply(json, field)))
                    .flatMap(Function.identity())
                    .ifPresent(value -> all.put(track, value));
        }
        return all;
    }

    private static Pin pin(Fields json) {
        return new Pin(
                json.track("track"),
                json.text("autoscaler"),
                json.whole("was", 0, MOST_PODS),
                json.whole("min", 0, MOST_PODS));
    }

    /** A size that cannot be one is left out: it must not stand in the way of going back, nor be asked for. */
    private <T> Optional<T> sane(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (UnreadableException e) {
            LOG.warn("{}: {}; it is ignored", where, e.getMessage());
            return Optional.empty();
        }
    }

    private static <T> List<T> each(List<Fields> objects, Function<Fields, T> reader) {
        List<T> values = new ArrayList<>();
        objects.forEach(object -> values.add(reader.apply(object)));
        return values;
    }
}

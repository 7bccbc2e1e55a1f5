package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.record.Log.Sink;
import dev.bluegreen.internal.result.ObjectiveVerdictData;
import dev.bluegreen.internal.result.PastCutoverData;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Confirmed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code history}, and the pending events: {@code told} and {@code toldOf}, {@code owed} (not confirmed), {@code behind} (not delivered) and {@code sinks}. */
final class LogSection implements RecordCodec.Section<Log> {

    @Override
    public Log read(RecordReader in) {
        Fields fields = in.fields();
        return new Log(
                history(in),
                ToldEvents.read(in),
                in.optional("owed", fields::flag).orElse(false),
                in.optional("behind", fields::flag).orElse(false),
                in.list("audit", LogSection::head, "file"),
                in.list("sinks", LogSection::sink, "name"));
    }

    @Override
    public void write(Log log, RecordWriter out) {
        List<PastCutover> history = Log.newest(log.history(), out.room().log().past());
        out.json().add("history", RecordWriter.array(history, past -> past(past, out)));
        pending(log, out);
        if (!log.audit().isEmpty()) {
            out.json().add("audit", RecordWriter.array(log.audit(), LogSection::head));
        }
    }

    private static AuditHead head(Fields json) {
        String hash = json.text("hash");
        int line = json.whole("line", 1, Integer.MAX_VALUE);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw json.wrong("hash", hash, "64 hexadecimal digits");
        }
        String file = json.text("file");
        if (!file.matches("[A-Za-z0-9._@-]{1,253}")) {
            throw json.wrong("file", file, "the name of an audit file");
        }
        return new AuditHead(file, line, hash);
    }

    private static JsonObject head(AuditHead head) {
        JsonObject json = new JsonObject();
        json.addProperty("file", head.file());
        json.addProperty("line", head.line());
        json.addProperty("hash", head.hash());
        return json;
    }

    private static List<PastCutover> history(RecordReader in) {
        Fields fields = in.fields();
        return in.isLenient()
                ? in.optional("history", field -> newestReadable(in, fields.objects(field, "id")))
                        .orElse(List.of())
                : RecordReader.each(fields.objects("history", "id"), LogSection::past);
    }

    /** Up to the first that cannot be read: what is older than that one tells nothing of where traffic came from last. */
    private static List<PastCutover> newestReadable(RecordReader in, List<Fields> objects) {
        List<PastCutover> read = new ArrayList<>();
        for (Fields object : objects) {
            Optional<PastCutover> past = in.sane(() -> past(object));
            if (past.isEmpty()) {
                return read;
            }
            read.add(past.get());
        }
        return read;
    }

    private static PastCutover past(Fields json) {
        Optional<List<ObjectiveVerdict>> objectives = json.ifPresent(
                "objectives", field -> RecordReader.each(json.objects(field, "name"), LogSection::objective));
        return new PastCutoverData(
                json.text("id"),
                json.operation(),
                json.track("from"),
                json.otherTrack("to", "from"),
                json.oneOf("outcome", Outcome.values()),
                json.instant("at"),
                json.text("by"),
                json.text("reason"),
                json.ifPresent("mixed", field -> json.duration(field, Duration.ZERO)),
                objectives.orElse(List.of()),
                json.ifPresent("origin", field -> StacksSection.origin(json.object(field, "workload"))));
    }

    private static JsonObject past(PastCutover past, RecordWriter out) {
        JsonObject json = out.operation(past.id(), past.from(), past.to(), past.by());
        json.addProperty("operation", past.operation().name());
        json.addProperty("outcome", past.outcome().name());
        json.addProperty("at", past.at().toString());
        json.addProperty("reason", out.text(past.reason()));
        past.mixed().ifPresent(time -> json.addProperty("mixed", time.toString()));
        past.origin()
                .filter(origin ->
                        origin.workload().length() <= out.room().lengths().name())
                .ifPresent(origin -> json.add("origin", StacksSection.origin(origin)));
        int kept = Math.min(out.room().log().objectives(), past.objectives().size());
        if (kept > 0) {
            json.add(
                    "objectives",
                    RecordWriter.array(past.objectives().subList(0, kept), verdict -> objective(verdict, out)));
        }
        return json;
    }

    private static ObjectiveVerdict objective(Fields json) {
        return new ObjectiveVerdictData(
                json.text("name"),
                json.oneOf("verdict", ObjectiveVerdict.Verdict.values()),
                json.text("said"),
                json.number("last"),
                json.number("worst"),
                json.ifPresent("bound", field -> bound(json.object(field, "limit"))),
                json.whole("samples", 0, Integer.MAX_VALUE),
                json.whole("noData", 0, Integer.MAX_VALUE),
                json.whole("storeDown", 0, Integer.MAX_VALUE));
    }

    private static JsonObject objective(ObjectiveVerdict verdict, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("name", out.name(verdict.name()));
        json.addProperty("verdict", verdict.verdict().name());
        json.addProperty("said", out.text(verdict.last()));
        verdict.lastValue().ifPresent(value -> json.addProperty("last", value));
        verdict.worstValue().ifPresent(value -> json.addProperty("worst", value));
        verdict.bound().ifPresent(bound -> json.add("bound", bound(bound)));
        json.addProperty("samples", verdict.samples());
        json.addProperty("noData", verdict.noData());
        json.addProperty("storeDown", verdict.storeDown());
        return json;
    }

    private static ObjectiveVerdict.Bound bound(Fields json) {
        return new ObjectiveVerdict.Bound(
                json.number("limit").orElse(0),
                json.flag("above"),
                json.ifPresent("unit", json::text).orElse(""));
    }

    private static JsonObject bound(ObjectiveVerdict.Bound bound) {
        JsonObject json = new JsonObject();
        json.addProperty("limit", bound.limit());
        json.addProperty("above", bound.above());
        if (!bound.unit().isEmpty()) {
            json.addProperty("unit", bound.unit());
        }
        return json;
    }

    private static void pending(Log log, RecordWriter out) {
        List<CutoverEvent> events =
                RecordWriter.last(log.pending(), out.room().log().events());
        if (!events.isEmpty()) {
            ToldEvents.write(events, out);
        }
        if (log.unacknowledged()) {
            out.json().addProperty("owed", true);
        }
        if (log.undelivered()) {
            out.json().addProperty("behind", true);
        }
        if (!log.sinks().isEmpty() && out.room().log().events() > 0) {
            out.json().add("sinks", RecordWriter.array(log.sinks(), sink -> sink(sink, out)));
        }
    }

    private static Sink sink(Fields json) {
        Optional<Confirmed> last = json.ifPresent(
                "id",
                field -> new Confirmed(json.text(field), json.whole("n", 0, Integer.MAX_VALUE), json.instant("at")));
        return new Sink(
                json.text("name"),
                last,
                json.ifPresent("problem", json::text),
                json.ifPresent("idle", field -> json.whole(field, 0, Integer.MAX_VALUE))
                        .orElse(0));
    }

    private static JsonObject sink(Sink sink, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("name", out.name(sink.name()));
        sink.last().ifPresent(last -> {
            json.addProperty("id", out.name(last.cutoverId()));
            json.addProperty("n", last.number());
            json.addProperty("at", last.at().toString());
        });
        sink.problem().ifPresent(problem -> json.addProperty("problem", out.text(problem)));
        if (sink.idle() > 0) {
            json.addProperty("idle", sink.idle());
        }
        return json;
    }
}

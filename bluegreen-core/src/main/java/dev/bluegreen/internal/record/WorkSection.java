package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.result.UnderwayData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Underway;
import java.util.List;

/** {@code operation} and {@code inFlight}, with its intent and its cancellation. */
final class WorkSection implements RecordCodec.Section<Work> {

    @Override
    public Work read(RecordReader in) {
        Fields fields = in.fields();
        return new Work(
                in.optional("operation", field -> operation(fields.object(field, "id"))),
                in.optional("inFlight", field -> inFlight(fields.object(field, "id"))),
                new IntentSection().read(in),
                in.optional(Cancelled.FIELD, field -> Cancelled.read(fields.object(field, "cutover"))));
    }

    @Override
    public void write(Work work, RecordWriter out) {
        work.operation().ifPresent(now -> out.json().add("operation", operation(now, out)));
        work.inFlight().ifPresent(now -> out.json().add("inFlight", inFlight(now, out)));
        new IntentSection().write(work.intent(), out);
        work.cancelled().ifPresent(by -> out.json().add(Cancelled.FIELD, by.json(out::text)));
    }

    private static Underway operation(Fields json) {
        return new UnderwayData(
                json.oneOf("kind", Operation.values()),
                json.text("id"),
                json.text("by"),
                json.instant("started"),
                json.oneOf("phase", Phase.values()),
                json.ifPresent("waitsFor", json::text),
                json.ifPresent("until", json::instant),
                json.ifPresent("last", json::text));
    }

    private static JsonObject operation(Underway now, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", now.operation().name());
        json.addProperty("id", out.name(now.id()));
        json.addProperty("by", out.text(now.by()));
        json.addProperty("started", now.started().toString());
        json.addProperty("phase", now.phase().name());
        now.waitsFor().ifPresent(what -> json.addProperty("waitsFor", out.text(what)));
        now.until().ifPresent(until -> json.addProperty("until", until.toString()));
        now.lastEvent().ifPresent(last -> json.addProperty("last", out.text(last)));
        return json;
    }

    private static InFlight inFlight(Fields json) {
        return new InFlight(
                json.text("id"),
                json.operation(),
                json.instant("started"),
                json.text("by"),
                json.track("from"),
                json.track("to"),
                json.oneOf("phase", Phase.values()),
                RecordReader.each(json.objects("intents", "router", "to", "at"), WorkSection::announced),
                json.ifPresent("stacks", json::tracks).orElse(List.of()));
    }

    private static JsonObject inFlight(InFlight now, RecordWriter out) {
        JsonObject json = out.operation(now.id(), now.from(), now.to(), now.by());
        json.addProperty("operation", now.operation().name());
        json.addProperty("phase", now.phase().name());
        json.addProperty("started", now.started().toString());
        List<AnnouncedWrite> announced =
                RecordWriter.last(now.announced(), out.room().intents());
        json.add("intents", RecordWriter.array(announced, write -> announced(write, out)));
        if (!now.stacks().isEmpty()) {
            json.add(
                    "stacks",
                    RecordWriter.texts(now.stacks().stream().map(Track::name).toList()));
        }
        return json;
    }

    private static AnnouncedWrite announced(Fields json) {
        return new AnnouncedWrite(json.text("router"), json.text("from"), json.text("to"), json.instant("at"));
    }

    private static JsonObject announced(AnnouncedWrite write, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("router", out.name(write.router()));
        json.addProperty("from", out.name(write.from()));
        json.addProperty("to", out.name(write.to()));
        json.addProperty("at", write.at().toString());
        return json;
    }
}

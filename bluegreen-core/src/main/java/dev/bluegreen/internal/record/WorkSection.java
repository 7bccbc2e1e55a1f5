package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.record.InFlight.Intent;
import dev.bluegreen.internal.record.InFlight.Start;
import dev.bluegreen.internal.record.InFlight.Tracks;
import dev.bluegreen.internal.result.UnderwayData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Underway;
import java.util.List;

/** {@code operation} and {@code inFlight}. */
final class WorkSection implements RecordCodec.Section<Work> {

    @Override
    public Work read(SectionReader in) {
        Fields fields = in.fields();
        return new Work(
                in.optional("operation", field -> operation(fields.object(field, "id"))),
                in.optional("inFlight", field -> inFlight(fields.object(field, "id"))));
    }

    @Override
    public void write(Work work, SectionWriter out) {
        work.operation().ifPresent(now -> out.json().add("operation", operation(now, out)));
        work.inFlight().ifPresent(now -> out.json().add("inFlight", inFlight(now, out)));
    }

    private static Underway operation(Fields json) {
        return new UnderwayData(
                json.oneOf("kind", Operation.values()),
                json.text("id"),
                json.text("by"),
                json.instant("started"),
                json.oneOf("phase", Phase.values()),
                json.ifPresent("waitsFor", json::text),
                json.ifPresent("until", json::instant));
    }

    private static JsonObject operation(Underway now, SectionWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", now.operation().name());
        json.addProperty("id", out.name(now.id()));
        json.addProperty("by", out.text(now.by()));
        json.addProperty("started", now.started().toString());
        json.addProperty("phase", now.phase().name());
        now.waitsFor().ifPresent(what -> json.addProperty("waitsFor", out.text(what)));
        now.until().ifPresent(until -> json.addProperty("until", until.toString()));
        return json;
    }

    private static InFlight inFlight(Fields json) {
        return new InFlight(
                new Start(json.text("id"), json.operation(), json.instant("started"), json.text("by")),
                new Tracks(json.track("from"), json.track("to")),
                json.oneOf("phase", Phase.values()),
                SectionReader.each(json.objects("intents", "router", "to", "at"), WorkSection::intent),
                json.ifPresent("stacks", json::tracks).orElse(List.of()));
    }

    private static JsonObject inFlight(InFlight now, SectionWriter out) {
        JsonObject json = out.operation(now.id(), now.from(), now.to(), now.by());
        json.addProperty("operation", now.operation().name());
        json.addProperty("phase", now.phase().name());
        json.addProperty("started", now.started().toString());
        List<Intent> intents = SectionWriter.last(now.intents(), out.room().intents());
        json.add("intents", SectionWriter.array(intents, intent -> intent(intent, out)));
        if (!now.stacks().isEmpty()) {
            json.add(
                    "stacks",
                    SectionWriter.texts(now.stacks().stream().map(Track::name).toList()));
        }
        return json;
    }

    private static Intent intent(Fields json) {
        return new Intent(json.text("router"), json.text("from"), json.text("to"), json.instant("at"));
    }

    private static JsonObject intent(Intent intent, SectionWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("router", out.name(intent.router()));
        json.addProperty("from", out.name(intent.from()));
        json.addProperty("to", out.name(intent.to()));
        json.addProperty("at", intent.at().toString());
        return json;
    }
}

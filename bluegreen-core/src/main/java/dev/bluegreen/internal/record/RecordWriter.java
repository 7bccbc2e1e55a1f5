package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.record.ReleaseRecord.Clock;
import dev.bluegreen.internal.record.ReleaseRecord.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord.Intent;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Underway;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A record as JSON, cut to a room. */
final class RecordWriter {

    private final Room room;

    RecordWriter(Room room) {
        this.room = room;
    }

    String write(ReleaseRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", Math.max(RecordCodec.SCHEMA, record.origin().schema()));
        record.active().ifPresent(track -> json.addProperty("active", track.name()));
        record.operation().ifPresent(now -> json.add("operation", operation(now)));
        record.inFlight().ifPresent(now -> json.add("inFlight", inFlight(now)));
        record.standby().ifPresent(kept -> json.add("standby", standby(kept)));
        record.staged().track().ifPresent(track -> json.addProperty("staged", track.name()));
        record.trafficVerified().ifPresent(at -> json.addProperty("trafficVerified", at.toString()));
        record.clock().ifPresent(clock -> json.add("clock", clock(clock)));
        JsonArray routers = new JsonArray();
        record.routers().forEach(router -> routers.add(name(router)));
        json.add("routers", routers);
        json.add("history", array(ReleaseRecord.newest(record.history(), room.past()), this::past));
        pending(record.pending(), json);
        sizes(record.sizes(), json);
        if (room.isWhole()) {
            byTrack("templates", record.staged().templates(), JsonPrimitive::new, json);
            record.origin().leftovers().forEach(leftover -> leftover.addTo(json));
        }
        return json.toString();
    }

    private JsonObject operation(Underway now) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", now.operation().name());
        json.addProperty("id", name(now.id()));
        json.addProperty("by", text(now.by()));
        json.addProperty("started", now.started().toString());
        json.addProperty("phase", now.phase().name());
        now.waitsFor().ifPresent(what -> json.addProperty("waitsFor", text(what)));
        now.until().ifPresent(until -> json.addProperty("until", until.toString()));
        return json;
    }

    private JsonObject inFlight(InFlight now) {
        JsonObject json = move(now.id(), now.from(), now.to(), now.by());
        json.addProperty("operation", now.operation().name());
        json.addProperty("phase", now.phase().name());
        json.addProperty("started", now.started().toString());
        json.add("intents", array(last(now.intents(), room.intents()), this::intent));
        if (!now.stacks().isEmpty()) {
            JsonArray stacks = new JsonArray();
            now.stacks().forEach(track -> stacks.add(track.name()));
            json.add("stacks", stacks);
        }
        return json;
    }

    private JsonObject intent(Intent intent) {
        JsonObject json = new JsonObject();
        json.addProperty("router", name(intent.router()));
        json.addProperty("from", name(intent.from()));
        json.addProperty("to", name(intent.to()));
        json.addProperty("at", intent.at().toString());
        return json;
    }

    private static JsonObject standby(Standby kept) {
        JsonObject json = new JsonObject();
        json.addProperty("track", kept.track().name());
        json.addProperty("until", kept.until().toString());
        return json;
    }

    private JsonObject clock(Clock clock) {
        JsonObject json = new JsonObject();
        json.addProperty("of", text(clock.of()));
        json.addProperty("at", clock.at().toString());
        return json;
    }

    private JsonObject past(PastCutover past) {
        JsonObject json = move(past.id(), past.from(), past.to(), past.by());
        json.addProperty("operation", past.operation().name());
        json.addProperty("outcome", past.outcome().name());
        json.addProperty("at", past.at().toString());
        json.addProperty("reason", text(past.reason()));
        List<ObjectiveVerdict> objectives = past.objectives();
        if (!objectives.isEmpty() && room.objectives() > 0) {
            int kept = Math.min(room.objectives(), objectives.size());
            json.add("objectives", array(objectives.subList(0, kept), this::objective));
        }
        return json;
    }

    private JsonObject objective(ObjectiveVerdict verdict) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name(verdict.name()));
        json.addProperty("verdict", verdict.verdict().name());
        json.addProperty("said", text(verdict.last()));
        verdict.lastValue().ifPresent(value -> json.addProperty("last", value));
        verdict.worstValue().ifPresent(value -> json.addProperty("worst", value));
        verdict.bound().ifPresent(bound -> json.add("bound", bound(bound)));
        json.addProperty("samples", verdict.samples());
        json.addProperty("noData", verdict.noData());
        json.addProperty("storeDown", verdict.storeDown());
        return json;
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

    private JsonObject move(String id, Track from, Track to, String by) {
        JsonObject json = new JsonObject();
        json.addProperty("id", name(id));
        json.addProperty("from", from.name());
        json.addProperty("to", to.name());
        json.addProperty("by", text(by));
        return json;
    }

    private void pending(PendingEvents pending, JsonObject json) {
        List<CutoverEvent> events = last(pending.events(), room.events());
        if (!events.isEmpty()) {
            json.add("told", array(events, this::event));
        }
        if (pending.unacknowledged()) {
            json.addProperty("owed", true);
        }
        if (pending.undelivered()) {
            json.addProperty("behind", true);
        }
    }

    private JsonObject event(CutoverEvent event) {
        JsonObject json = new JsonObject();
        json.addProperty("n", event.number());
        json.addProperty("at", event.at().toString());
        json.addProperty("release", name(event.release()));
        json.addProperty("id", name(event.cutoverId()));
        json.addProperty("phase", event.phase().name());
        json.addProperty("kind", event.kind().name());
        json.addProperty("text", text(event.sentence()));
        return json;
    }

    private void sizes(Sizes sizes, JsonObject json) {
        byTrack("fullSizes", sizes.full(), JsonPrimitive::new, json);
        byTrack("retired", sizes.retired(), JsonPrimitive::new, json);
        if (!sizes.pins().isEmpty()) {
            json.add("pins", array(sizes.pins(), this::pin));
        }
    }

    private static <T> void byTrack(
            String field, Map<Track, T> values, Function<T, JsonPrimitive> writer, JsonObject json) {
        if (!values.isEmpty()) {
            JsonObject all = new JsonObject();
            new TreeMap<>(values).forEach((track, value) -> all.add(track.name(), writer.apply(value)));
            json.add(field, all);
        }
    }

    private JsonObject pin(Pin pin) {
        JsonObject json = new JsonObject();
        json.addProperty("track", pin.track().name());
        json.addProperty("autoscaler", name(pin.autoscaler()));
        json.addProperty("was", pin.was());
        json.addProperty("min", pin.min());
        return json;
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonObject> writer) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(writer.apply(value)));
        return array;
    }

    private static <T> List<T> last(List<T> values, int count) {
        return values.subList(Math.max(0, values.size() - count), values.size());
    }

    private String text(String text) {
        return Texts.shortened(text, room.text());
    }

    private String name(String name) {
        return Texts.shortened(name, room.name());
    }
}

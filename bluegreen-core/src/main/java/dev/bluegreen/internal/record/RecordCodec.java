package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.internal.record.ReleaseRecord.Clock;
import dev.bluegreen.internal.record.ReleaseRecord.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord.Intent;
import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.Outcome;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseStatus.PastCutover;
import dev.bluegreen.model.ReleaseStatus.Standby;
import dev.bluegreen.model.Track;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The record as JSON, schema 1. What comes from the cluster is data: read field by field, never trusted to fit. */
public final class RecordCodec {

    private static final int SCHEMA = 1;

    private RecordCodec() {}

    /** Writes a record. */
    public static String encode(ReleaseRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", SCHEMA);
        record.active().ifPresent(track -> json.addProperty("active", track.name()));
        record.inFlight().ifPresent(now -> json.add("inFlight", encode(now)));
        record.standby().ifPresent(kept -> json.add("standby", encode(kept)));
        record.staged().ifPresent(track -> json.addProperty("staged", track.name()));
        record.trafficVerified().ifPresent(at -> json.addProperty("trafficVerified", at.toString()));
        record.clock().ifPresent(clock -> json.add("clock", encode(clock)));
        json.add("routers", texts(record.routers()));
        JsonArray history = new JsonArray();
        record.history().forEach(past -> history.add(encode(past)));
        json.add("history", history);
        encode(record.told(), json);
        SizesCodec.encode(record.sizes(), json);
        return json.toString();
    }

    /**
     * Reads a record.
     *
     * @param where the object it came from, for the message
     * @throws PlatformException with {@code INVALID} if it is no record, or of a schema this version does not know
     */
    public static ReleaseRecord decode(String where, String document) {
        if (document.isBlank()) {
            return ReleaseRecord.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(document).getAsJsonObject();
            int schema = json.get("schema").getAsInt();
            if (schema != SCHEMA) {
                throw new PlatformException(
                        PlatformException.Kind.INVALID,
                        where + ": its record has schema " + schema + ", this version knows " + SCHEMA
                                + "; use the bluegreen version that wrote it, or a newer one");
            }
            return decode(json);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | DateTimeException
                | UnsupportedOperationException e) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    where + ": its record cannot be read (" + e.getMessage()
                            + "); restore it, or delete the object to have it rebuilt from the routers",
                    e);
        }
    }

    private static ReleaseRecord decode(JsonObject json) {
        return new ReleaseRecord(
                optional(json, "active", RecordCodec::track),
                optional(json, "inFlight", element -> inFlight(element.getAsJsonObject())),
                optional(json, "standby", element -> standby(element.getAsJsonObject())),
                optional(json, "staged", RecordCodec::track),
                optional(json, "trafficVerified", RecordCodec::instant),
                optional(json, "clock", element -> clock(element.getAsJsonObject())),
                optional(json, "routers", RecordCodec::texts).orElse(List.of()),
                list(json, "history", RecordCodec::past),
                told(json),
                SizesCodec.decode(json));
    }

    private static void encode(Told told, JsonObject json) {
        if (!told.events().isEmpty()) {
            JsonArray events = new JsonArray();
            told.events().forEach(event -> events.add(encode(event)));
            json.add("told", events);
        }
        if (told.owed()) {
            json.addProperty("owed", true);
        }
    }

    private static Told told(JsonObject json) {
        return new Told(
                json.has("told") ? list(json, "told", RecordCodec::event) : List.of(),
                json.has("owed") && json.get("owed").getAsBoolean());
    }

    private static JsonObject encode(InFlight now) {
        JsonObject json = move(now.id(), now.from(), now.to(), now.by());
        json.addProperty("phase", now.phase().name());
        json.addProperty("started", now.started().toString());
        JsonArray intents = new JsonArray();
        now.intents().forEach(intent -> intents.add(encode(intent)));
        json.add("intents", intents);
        if (!now.stacks().isEmpty()) {
            JsonArray stacks = new JsonArray();
            now.stacks().forEach(track -> stacks.add(track.name()));
            json.add("stacks", stacks);
        }
        return json;
    }

    private static InFlight inFlight(JsonObject json) {
        return new InFlight(
                text(json, "id"),
                track(json.get("from")),
                track(json.get("to")),
                Phase.valueOf(text(json, "phase")),
                instant(json.get("started")),
                text(json, "by"),
                list(json, "intents", RecordCodec::intent),
                optional(json, "stacks", RecordCodec::tracks).orElse(List.of()));
    }

    private static JsonObject encode(Intent intent) {
        JsonObject json = new JsonObject();
        json.addProperty("router", intent.router());
        json.addProperty("from", intent.from());
        json.addProperty("to", intent.to());
        json.addProperty("at", intent.at().toString());
        return json;
    }

    private static Intent intent(JsonObject json) {
        return new Intent(text(json, "router"), text(json, "from"), text(json, "to"), instant(json.get("at")));
    }

    private static JsonObject encode(Standby kept) {
        JsonObject json = new JsonObject();
        json.addProperty("track", kept.track().name());
        json.addProperty("until", kept.until().toString());
        return json;
    }

    private static Standby standby(JsonObject json) {
        return new Standby(track(json.get("track")), instant(json.get("until")));
    }

    private static JsonObject encode(Clock clock) {
        JsonObject json = new JsonObject();
        json.addProperty("of", clock.of());
        json.addProperty("at", clock.at().toString());
        return json;
    }

    private static Clock clock(JsonObject json) {
        return new Clock(text(json, "of"), instant(json.get("at")));
    }

    private static JsonObject encode(PastCutover past) {
        JsonObject json = move(past.id(), past.from(), past.to(), past.by());
        json.addProperty("outcome", past.outcome().name());
        json.addProperty("at", past.at().toString());
        json.addProperty("reason", past.reason());
        return json;
    }

    private static PastCutover past(JsonObject json) {
        return new PastCutover(
                text(json, "id"),
                track(json.get("from")),
                track(json.get("to")),
                Outcome.valueOf(text(json, "outcome")),
                instant(json.get("at")),
                text(json, "by"),
                text(json, "reason"));
    }

    private static JsonObject encode(CutoverEvent event) {
        JsonObject json = new JsonObject();
        json.addProperty("n", event.number());
        json.addProperty("at", event.at().toString());
        json.addProperty("release", event.release());
        json.addProperty("id", event.cutoverId());
        json.addProperty("phase", event.phase().name());
        json.addProperty("kind", event.kind().name());
        json.addProperty("text", event.sentence());
        return json;
    }

    private static CutoverEvent event(JsonObject json) {
        return new CutoverEvent(
                json.get("n").getAsInt(),
                instant(json.get("at")),
                text(json, "release"),
                text(json, "id"),
                Phase.valueOf(text(json, "phase")),
                CutoverEvent.Kind.valueOf(text(json, "kind")),
                text(json, "text"),
                false);
    }

    private static JsonObject move(String id, Track from, Track to, String by) {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("from", from.name());
        json.addProperty("to", to.name());
        json.addProperty("by", by);
        return json;
    }

    private static <T> Optional<T> optional(JsonObject json, String field, Function<JsonElement, T> read) {
        return json.has(field) ? Optional.of(read.apply(json.get(field))) : Optional.empty();
    }

    private static <T> List<T> list(JsonObject json, String field, Function<JsonObject, T> read) {
        List<T> values = new ArrayList<>();
        json.get(field).getAsJsonArray().forEach(element -> values.add(read.apply(element.getAsJsonObject())));
        return values;
    }

    private static JsonArray texts(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static List<String> texts(JsonElement element) {
        List<String> values = new ArrayList<>();
        element.getAsJsonArray().forEach(value -> values.add(value.getAsString()));
        return values;
    }

    private static List<Track> tracks(JsonElement element) {
        List<Track> values = new ArrayList<>();
        element.getAsJsonArray().forEach(value -> values.add(track(value)));
        return values;
    }

    private static String text(JsonObject json, String field) {
        return json.get(field).getAsString();
    }

    private static Track track(JsonElement element) {
        return Track.valueOf(element.getAsString());
    }

    private static Instant instant(JsonElement element) {
        return Instant.parse(element.getAsString());
    }
}

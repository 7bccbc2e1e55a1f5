package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A record as JSON, section by section, cut to a room. */
final class RecordWriter {

    /** The order in which schema 2 has been written since before it had sections. Fields that are not named here follow. */
    private static final List<String> ORDER = List.of(
            "schema",
            "active",
            "operation",
            "inFlight",
            "intent",
            "standby",
            "staged",
            "trafficVerified",
            "clock",
            "wayBackClosed",
            "routers",
            "history",
            "told",
            "toldOf",
            "owed",
            "behind",
            "sinks",
            "audit",
            "fullSizes",
            "retired",
            "pins",
            "templates");

    private final Room room;
    private final JsonObject json = new JsonObject();

    RecordWriter(Room room) {
        this.room = room;
    }

    /** To be called once. */
    String write(ReleaseRecord record) {
        json.addProperty("schema", Math.max(RecordCodec.SCHEMA, record.origin().schema()));
        new TrafficSection().write(record.traffic(), this);
        new WorkSection().write(record.work(), this);
        new StacksSection().write(record.stacks(), this);
        new LogSection().write(record.log(), this);
        JsonObject ordered = ordered();
        if (room.isWhole()) {
            record.origin().leftovers().forEach(leftover -> leftover.addTo(ordered));
        }
        return ordered.toString();
    }

    private JsonObject ordered() {
        JsonObject ordered = new JsonObject();
        ORDER.stream().filter(json::has).forEach(field -> ordered.add(field, json.get(field)));
        json.entrySet().stream()
                .filter(field -> !ordered.has(field.getKey()))
                .forEach(field -> ordered.add(field.getKey(), field.getValue()));
        return ordered;
    }

    Room room() {
        return room;
    }

    /** The record that is written: all sections write their fields to it. */
    JsonObject json() {
        return json;
    }

    String text(String text) {
        return Texts.shortened(text, room.lengths().text());
    }

    String name(String name) {
        return Texts.shortened(name, room.lengths().name());
    }

    /** What an operation that is in flight and one that has ended have in common, in this order. */
    JsonObject operation(String id, Track from, Track to, String by) {
        JsonObject object = new JsonObject();
        object.addProperty("id", name(id));
        object.addProperty("from", from.name());
        object.addProperty("to", to.name());
        object.addProperty("by", text(by));
        return object;
    }

    <T> void byTrack(String field, Map<Track, T> values, Function<T, JsonPrimitive> writer) {
        if (!values.isEmpty()) {
            JsonObject all = new JsonObject();
            new TreeMap<>(values).forEach((track, value) -> all.add(track.name(), writer.apply(value)));
            json.add(field, all);
        }
    }

    static <T> JsonArray array(List<T> values, Function<T, JsonObject> writer) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(writer.apply(value)));
        return array;
    }

    static JsonArray texts(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    static <T> List<T> last(List<T> values, int count) {
        return values.subList(Math.max(0, values.size() - count), values.size());
    }
}

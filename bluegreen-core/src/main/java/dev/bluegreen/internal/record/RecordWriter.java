package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import java.util.List;

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
            "routers",
            "history",
            "told",
            "owed",
            "behind",
            "fullSizes",
            "retired",
            "pins",
            "templates");

    private final Room room;

    RecordWriter(Room room) {
        this.room = room;
    }

    String write(ReleaseRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", Math.max(RecordCodec.SCHEMA, record.origin().schema()));
        SectionWriter out = new SectionWriter(room, json);
        new TrafficSection().write(record.traffic(), out);
        new WorkSection().write(record.work(), out);
        new StacksSection().write(record.stacks(), out);
        new LogSection().write(record.log(), out);
        JsonObject ordered = ordered(json);
        if (room.isWhole()) {
            record.origin().leftovers().forEach(leftover -> leftover.addTo(ordered));
        }
        return ordered.toString();
    }

    private static JsonObject ordered(JsonObject json) {
        JsonObject ordered = new JsonObject();
        ORDER.stream().filter(json::has).forEach(field -> ordered.add(field, json.get(field)));
        json.entrySet().stream()
                .filter(field -> !ordered.has(field.getKey()))
                .forEach(field -> ordered.add(field.getKey(), field.getValue()));
        return ordered;
    }
}

package dev.bluegreen.event;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;

/** An event as JSON, in audit files and webhooks. */
final class EventJson {

    private EventJson() {}

    static void addTo(JsonObject json, CutoverEvent event) {
        json.addProperty("at", event.at().toString());
        json.addProperty("release", event.release());
        json.addProperty("cutover", event.cutoverId());
        json.addProperty("n", event.number());
        if (event.replayed()) {
            json.addProperty("replayed", true);
        }
        json.addProperty("phase", event.phase().name());
        json.addProperty("event", event.kind().name());
        json.addProperty("severity", event.severity().name());
        event.outcome().ifPresent(how -> json.addProperty("outcome", how));
        json.addProperty("text", event.sentence());
        source(event.source(), json);
        change(event.change(), json);
        event.move().ifPresent(move -> json.add("move", move(move)));
        event.cause().ifPresent(cause -> json.addProperty("cause", cause.name()));
    }

    private static JsonObject move(RouterMove move) {
        JsonObject json = new JsonObject();
        json.addProperty("router", move.router());
        json.add("before", split(move.before()));
        json.add("after", split(move.after()));
        return json;
    }

    private static JsonObject split(TrafficSplit split) {
        JsonObject json = new JsonObject();
        json.addProperty("BLUE", split.blue());
        json.addProperty("GREEN", split.green());
        return json;
    }

    private static void source(Source source, JsonObject json) {
        json.addProperty("cluster", source.cluster());
        json.addProperty("namespace", source.namespace());
        json.addProperty("requester", source.requester());
        json.addProperty("reason", source.reason());
    }

    private static void change(Change change, JsonObject json) {
        change.from().ifPresent(track -> json.addProperty("from", track.name()));
        change.to().ifPresent(track -> json.addProperty("to", track.name()));
        change.images().forEach((track, images) -> json.add("images" + track.name(), array(images)));
        json.add("routers", array(change.routers()));
    }

    private static JsonArray array(List<String> texts) {
        JsonArray all = new JsonArray();
        texts.forEach(all::add);
        return all;
    }
}

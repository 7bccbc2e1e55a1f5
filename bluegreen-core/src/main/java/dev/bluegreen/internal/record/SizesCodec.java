package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.model.Track;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sizes in a record; a record of a version that knew none has none. */
final class SizesCodec {

    private SizesCodec() {}

    static void encode(Sizes sizes, JsonObject record) {
        if (!sizes.full().isEmpty()) {
            JsonObject full = new JsonObject();
            sizes.full().forEach((track, pods) -> full.addProperty(track.name(), pods));
            record.add("fullSizes", full);
        }
        if (!sizes.pins().isEmpty()) {
            JsonArray pins = new JsonArray();
            sizes.pins().forEach(pin -> pins.add(encode(pin)));
            record.add("pins", pins);
        }
    }

    static Sizes decode(JsonObject record) {
        Map<Track, Integer> full = new EnumMap<>(Track.class);
        if (record.has("fullSizes")) {
            record.getAsJsonObject("fullSizes")
                    .entrySet()
                    .forEach(size -> full.put(
                            Track.valueOf(size.getKey()), size.getValue().getAsInt()));
        }
        List<Pin> pins = new ArrayList<>();
        if (record.has("pins")) {
            record.getAsJsonArray("pins").forEach(pin -> pins.add(pin(pin)));
        }
        return new Sizes(full, pins);
    }

    private static JsonObject encode(Pin pin) {
        JsonObject json = new JsonObject();
        json.addProperty("track", pin.track().name());
        json.addProperty("autoscaler", pin.autoscaler());
        json.addProperty("was", pin.was());
        json.addProperty("min", pin.min());
        return json;
    }

    private static Pin pin(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new Pin(
                Track.valueOf(json.get("track").getAsString()),
                json.get("autoscaler").getAsString(),
                json.get("was").getAsInt(),
                json.get("min").getAsInt());
    }
}

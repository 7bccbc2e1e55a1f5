package dev.bluegreen.internal.record;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields of a record that this version does not know, and where they stood. They go back to the same object when the record
 * is written again; where that object is gone, so are they.
 *
 * @param route from the record down to the object they belong to
 * @param fields what was not read; never changed
 */
record Leftover(List<Step> route, JsonObject fields) {

    Leftover {
        route = List.copyOf(route);
    }

    /**
     * One object below another.
     *
     * @param field the field it stands in, alone or in a list
     * @param keys the values that tell it from others there
     */
    record Step(String field, Map<String, JsonElement> keys) {

        Step {
            keys = Map.copyOf(keys);
        }

        static Step to(String field, JsonObject object, List<String> keys) {
            Map<String, JsonElement> values = new TreeMap<>();
            keys.stream().filter(object::has).forEach(key -> values.put(key, object.get(key)));
            return new Step(field, values);
        }

        private boolean isTo(JsonElement element) {
            return element.isJsonObject()
                    && keys.entrySet().stream()
                            .allMatch(key -> key.getValue()
                                    .equals(element.getAsJsonObject().get(key.getKey())));
        }
    }

    void addTo(JsonObject json) {
        addTo(json, 0);
    }

    private void addTo(JsonObject object, int depth) {
        if (depth == route.size()) {
            fields.entrySet().stream()
                    .filter(field -> !object.has(field.getKey()))
                    .forEach(
                            field -> object.add(field.getKey(), field.getValue().deepCopy()));
            return;
        }
        Step step = route.get(depth);
        JsonElement next = object.get(step.field());
        if (next == null) {
            return;
        }
        if (next.isJsonArray()) {
            for (JsonElement item : next.getAsJsonArray()) {
                if (step.isTo(item)) {
                    addTo(item.getAsJsonObject(), depth + 1);
                    return;
                }
            }
        } else if (step.isTo(next)) {
            addTo(next.getAsJsonObject(), depth + 1);
        }
    }
}

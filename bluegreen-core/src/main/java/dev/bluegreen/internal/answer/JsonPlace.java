package dev.bluegreen.internal.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The location of a number in a response: a JSON pointer (RFC 6901) in which {@code -1} is the last element of an array, as the
 * newest value of a series has no fixed index.
 *
 * @param pointer the pointer
 */
public record JsonPlace(String pointer) {

    private static final Pattern INDEX = Pattern.compile("-?(0|[1-9][0-9]{0,8})");
    private static final int SHOWN = 200;

    /**
     * The result of a lookup.
     *
     * @param element the element; empty if there is none
     * @param noData true if it is missing because an array on the way is empty
     * @param instead the last existing element on the path, as a sentence
     */
    record Found(Optional<JsonElement> element, boolean noData, String instead) {}

    Found in(JsonElement document) {
        JsonElement now = document;
        StringBuilder way = new StringBuilder();
        for (String token : JsonPointer.of(pointer).tokens()) {
            Optional<JsonElement> next = child(now, token);
            if (next.isEmpty()) {
                boolean empty = now.isJsonArray() && now.getAsJsonArray().isEmpty();
                return new Found(Optional.empty(), empty, "at '" + way + "' there is " + shown(now));
            }
            way.append('/').append(token);
            now = next.get();
        }
        return new Found(Optional.of(now), false, shown(now));
    }

    private static Optional<JsonElement> child(JsonElement element, String token) {
        if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            return Optional.ofNullable(object.get(token));
        }
        if (!element.isJsonArray() || !INDEX.matcher(token).matches()) {
            return Optional.empty();
        }
        int size = element.getAsJsonArray().size();
        int index = Integer.parseInt(token);
        int from = index < 0 ? size + index : index;
        return from >= 0 && from < size ? Optional.of(element.getAsJsonArray().get(from)) : Optional.empty();
    }

    /** Describes an element by names of members, without values, which are not ours to show. */
    private static String shown(JsonElement element) {
        if (element.isJsonObject()) {
            String names = String.join(", ", element.getAsJsonObject().keySet());
            return "an object with " + (names.isEmpty() ? "nothing in it" : shortened(names));
        }
        if (element.isJsonArray()) {
            return "an array of " + element.getAsJsonArray().size();
        }
        return element.equals(JsonNull.INSTANCE) ? "null" : "not a number";
    }

    private static String shortened(String names) {
        return names.length() <= SHOWN ? names : names.substring(0, SHOWN) + "...";
    }
}

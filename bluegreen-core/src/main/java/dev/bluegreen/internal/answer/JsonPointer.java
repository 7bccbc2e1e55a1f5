package dev.bluegreen.internal.answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JSON pointer (RFC 6901).
 *
 * @param text as given by the user
 */
public record JsonPointer(String text) {

    private static final Pattern NO_ESCAPE = Pattern.compile("~(?![01])");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern INDEX_OR_FROM_END = Pattern.compile("-?(0|[1-9][0-9]{0,8})");
    private static final int SHOWN = 200;

    /**
     * The result of a lookup.
     *
     * @param element the element; empty if there is none
     * @param noData true if it is missing because an array on the way is empty
     * @param instead the last existing element on the path, as a sentence
     */
    record Found(Optional<JsonElement> element, boolean noData, String instead) {}

    public static Optional<String> problem(String pointer) {
        boolean begins = pointer.isEmpty() || pointer.startsWith("/");
        return begins && !NO_ESCAPE.matcher(pointer).find()
                ? Optional.empty()
                : Optional.of(Wording.quoted(pointer)
                        + " is not a JSON pointer; begin it with '/', and write '~' as '~0' and '/' in"
                        + " a name as '~1'");
    }

    /** The value as text, or as JSON for objects and arrays; empty if there is none. */
    Optional<String> in(JsonElement document) {
        return find(document, INDEX).element().map(Json::text);
    }

    /** The value; {@code -1} is the last element of an array, as the newest value of a series has no fixed index. */
    Found find(JsonElement document) {
        return find(document, INDEX_OR_FROM_END);
    }

    private Found find(JsonElement document, Pattern index) {
        JsonElement now = document;
        StringBuilder way = new StringBuilder();
        for (String token : tokens()) {
            Optional<JsonElement> next = child(now, token, index);
            if (next.isEmpty()) {
                boolean empty = now.isJsonArray() && now.getAsJsonArray().isEmpty();
                return new Found(Optional.empty(), empty, "at '" + way + "' there is " + shown(now));
            }
            way.append('/').append(token);
            now = next.get();
        }
        return new Found(Optional.of(now), false, shown(now));
    }

    private List<String> tokens() {
        return Stream.of(text.split("/", -1))
                .skip(1)
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static Optional<JsonElement> child(JsonElement element, String token, Pattern index) {
        if (element.isJsonObject()) {
            return Optional.ofNullable(element.getAsJsonObject().get(token));
        }
        if (!element.isJsonArray() || !index.matcher(token).matches()) {
            return Optional.empty();
        }
        JsonArray array = element.getAsJsonArray();
        int given = Integer.parseInt(token);
        int place = given < 0 ? array.size() + given : given;
        return place >= 0 && place < array.size() ? Optional.of(array.get(place)) : Optional.empty();
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
        return element.isJsonNull() ? "null" : "not a number";
    }

    private static String shortened(String names) {
        return names.length() <= SHOWN ? names : names.substring(0, SHOWN) + "...";
    }
}

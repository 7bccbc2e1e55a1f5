package dev.bluegreen.internal.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;

/** JSON of a response, which is untrusted data. */
final class Json {

    private Json() {}

    /** The document; empty if it is not JSON. */
    static Optional<JsonElement> parse(String body) {
        try {
            return Optional.of(JsonParser.parseString(body));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** The text of a string, number or boolean; anything else as compact JSON. */
    static String text(JsonElement element) {
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }
}

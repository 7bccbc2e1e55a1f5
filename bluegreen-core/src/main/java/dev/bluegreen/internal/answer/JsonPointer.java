package dev.bluegreen.internal.answer;

import com.google.gson.JsonElement;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JSON pointer (RFC 6901).
 *
 * @param tokens its tokens in order, unescaped
 */
public record JsonPointer(List<String> tokens) {

    private static final Pattern NO_ESCAPE = Pattern.compile("~(?![01])");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    public static Optional<String> problem(String pointer) {
        boolean begins = pointer.isEmpty() || pointer.startsWith("/");
        return begins && !NO_ESCAPE.matcher(pointer).find()
                ? Optional.empty()
                : Optional.of(Wording.quoted(pointer)
                        + " is not a JSON pointer; begin it with '/', and write '~' as '~0' and '/' in"
                        + " a name as '~1'");
    }

    static JsonPointer of(String pointer) {
        return new JsonPointer(Stream.of(pointer.split("/", -1))
                .skip(1)
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    /** The value as text, or as JSON for objects and arrays; empty if there is none. */
    Optional<String> in(JsonElement document) {
        Optional<JsonElement> now = Optional.of(document);
        for (String token : tokens) {
            now = now.flatMap(element -> child(element, token));
        }
        return now.map(element -> element.isJsonPrimitive() ? element.getAsString() : element.toString());
    }

    private static Optional<JsonElement> child(JsonElement element, String token) {
        if (element.isJsonObject()) {
            return Optional.ofNullable(element.getAsJsonObject().get(token));
        }
        boolean isThere = element.isJsonArray()
                && INDEX.matcher(token).matches()
                && Integer.parseInt(token) < element.getAsJsonArray().size();
        return isThere ? Optional.of(element.getAsJsonArray().get(Integer.parseInt(token))) : Optional.empty();
    }
}

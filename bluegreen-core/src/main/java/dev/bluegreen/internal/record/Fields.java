package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.Operation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * One object of a record, read field by field: nothing is trusted to be there, of its type or of a sane size, and each error
 * names the field. Unread fields are left over, and go back into the record when it is written again.
 */
final class Fields {

    /** Nothing that a record tells of lies outside: arithmetic on these never overflows. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final String path;
    private final JsonObject json;
    private final List<Leftover.Step> route;
    private final Set<String> read = new HashSet<>();
    private final List<Fields> below = new ArrayList<>();

    private Fields(String path, JsonObject json, List<Leftover.Step> route) {
        this.path = path;
        this.json = json;
        this.route = route;
    }

    static Fields of(JsonObject json) {
        return new Fields("", json, List.of());
    }

    boolean has(String field) {
        return json.has(field);
    }

    String text(String field) {
        return text(name(field), primitive(field));
    }

    Instant instant(String field) {
        String text = text(field);
        Instant read = parsed(field, text);
        if (read.isBefore(EARLIEST) || read.isAfter(LATEST)) {
            throw wrong(field, text, "an instant between the years 1970 and 9999");
        }
        return read;
    }

    private Instant parsed(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(field, text, "an instant such as 2026-01-31T12:00:00Z");
        }
    }

    /** A duration such as {@code PT10M}. */
    Duration duration(String field, Duration least) {
        String text = text(field);
        try {
            Duration read = Duration.parse(text);
            if (read.compareTo(least) >= 0 && read.compareTo(Input.LONGEST) <= 0) {
                return read;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw wrong(
                field,
                text,
                "a duration such as PT10M, from " + Wording.of(least) + " to " + Wording.of(Input.LONGEST));
    }

    Track track(String field) {
        return oneOf(field, Track.values());
    }

    /** A track that another field does not name. */
    Track otherTrack(String field, String other) {
        Track track = track(field);
        if (track == track(other)) {
            throw wrong(field, track.name(), "another track than " + name(other));
        }
        return track;
    }

    <E extends Enum<E>> E oneOf(String field, E[] values) {
        return oneOf(name(field), text(field), values);
    }

    /** Schema 1 did not tell one operation from another: what it has counts as a cutover. */
    Operation operation() {
        return ifPresent("operation", field -> oneOf(field, Operation.values())).orElse(Operation.SWITCH);
    }

    int whole(String field, int least, int most) {
        return whole(name(field), primitive(field), least, most);
    }

    /** A finite number, if it is there. */
    OptionalDouble number(String field) {
        if (!json.has(field)) {
            return OptionalDouble.empty();
        }
        JsonPrimitive value = primitive(field);
        double number = value.isNumber() ? value.getAsDouble() : Double.NaN;
        if (!Double.isFinite(number)) {
            throw wrong(field, value.toString(), "a finite number");
        }
        return OptionalDouble.of(number);
    }

    boolean flag(String field) {
        JsonPrimitive value = primitive(field);
        if (!value.isBoolean()) {
            throw wrong(field, value.toString(), "true or false");
        }
        return value.getAsBoolean();
    }

    <T> Optional<T> ifPresent(String field, Function<String, T> reader) {
        return json.has(field) ? Optional.of(reader.apply(field)) : Optional.empty();
    }

    /** @param key the field that tells one such object from another */
    Fields object(String field, String key) {
        return child(name(field), value(field), field, List.of(key));
    }

    /** @param keys the fields that together tell one of these objects from another */
    List<Fields> objects(String field, String... keys) {
        JsonArray all = array(field);
        List<Fields> items = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            items.add(child(name(field) + "[" + i + "]", all.get(i), field, Arrays.asList(keys)));
        }
        return items;
    }

    /** The same, of which there is a limited number. */
    List<Fields> atMost(int count, String field, String... keys) {
        List<Fields> all = objects(field, keys);
        if (all.size() > count) {
            throw wrong(field, "a list of " + all.size(), "one of at most " + count);
        }
        return all;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        array(field).forEach(value -> texts.add(text(name(field), asPrimitive(name(field), value))));
        return texts;
    }

    List<Track> tracks(String field) {
        return texts(field).stream()
                .map(text -> oneOf(name(field), text, Track.values()))
                .toList();
    }

    /** The names of the fields of an object that has one for each of several things. */
    Set<String> names(String field) {
        if (!value(field).isJsonObject()) {
            throw wrong(field, value(field).toString(), "an object");
        }
        return value(field).getAsJsonObject().keySet();
    }

    /** Gives a field back as unread. */
    void unread(String field) {
        read.remove(field);
    }

    /** The unread fields, here and below. */
    List<Leftover> leftovers() {
        List<Leftover> all = new ArrayList<>();
        JsonObject rest = new JsonObject();
        json.entrySet().stream()
                .filter(field -> !read.contains(field.getKey()))
                .forEach(field -> rest.add(field.getKey(), field.getValue().deepCopy()));
        if (rest.size() > 0) {
            all.add(new Leftover(route, rest));
        }
        below.forEach(child -> all.addAll(child.leftovers()));
        return all;
    }

    private Fields child(String at, JsonElement value, String field, List<String> keys) {
        if (!value.isJsonObject()) {
            throw unreadable(at, value.toString(), "an object");
        }
        JsonObject object = value.getAsJsonObject();
        List<Leftover.Step> way = new ArrayList<>(route);
        way.add(Leftover.Step.to(field, object, keys));
        Fields child = new Fields(at + ".", object, way);
        below.add(child);
        return child;
    }

    private JsonArray array(String field) {
        JsonElement value = value(field);
        if (!value.isJsonArray()) {
            throw wrong(field, value.toString(), "a list");
        }
        return value.getAsJsonArray();
    }

    private JsonElement value(String field) {
        read.add(field);
        JsonElement value = json.get(field);
        if (value == null) {
            throw new UnreadableException(name(field) + " is missing");
        }
        return value;
    }

    private JsonPrimitive primitive(String field) {
        return asPrimitive(name(field), value(field));
    }

    private static JsonPrimitive asPrimitive(String at, JsonElement value) {
        if (!value.isJsonPrimitive()) {
            throw unreadable(at, value.toString(), "a single value");
        }
        return value.getAsJsonPrimitive();
    }

    private static String text(String at, JsonPrimitive value) {
        if (!value.isString()) {
            throw unreadable(at, value.toString(), "a text");
        }
        return Texts.shortened(value.getAsString(), Texts.LONGEST);
    }

    private static <E extends Enum<E>> E oneOf(String at, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> unreadable(at, text, "one of " + Arrays.toString(values)));
    }

    private static int whole(String at, JsonPrimitive value, int least, int most) {
        try {
            int number = value.isNumber() ? new BigDecimal(value.getAsString()).intValueExact() : least - 1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // said below
        }
        throw unreadable(at, value.toString(), "a whole number from " + least + " to " + most);
    }

    /** The field's actual and expected value, for messages. */
    UnreadableException wrong(String field, String value, String wanted) {
        return unreadable(name(field), value, wanted);
    }

    private static UnreadableException unreadable(String at, String value, String expected) {
        return new UnreadableException(at + " is " + Texts.quoted(value) + ", not " + expected);
    }

    private String name(String field) {
        return path + field;
    }

    /** A field of a record that is not what it should be; the message names it. */
    static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }
}

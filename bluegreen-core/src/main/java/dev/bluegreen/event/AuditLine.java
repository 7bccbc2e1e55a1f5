package dev.bluegreen.event;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an audit file: a JSON object that ends with its hash, over all bytes before it. It has its number and the hash of the
 * line before, which makes the lines a chain.
 *
 * @param number of the line, from 1
 * @param previous hash of the line before
 * @param hash hash of this line
 * @param afterTorn true if what stands between the line before and this one is the rest of lines that were never completed
 */
record AuditLine(long number, String previous, String hash, boolean afterTorn) {

    /** What the first line follows. */
    static final String NOTHING = "0".repeat(64);

    private static final Pattern SEALED = Pattern.compile("(\\{.*),\"hash\":\"([0-9a-f]{64})\"\\}");

    /** The line of an event, without a line break. */
    static String of(CutoverEvent event, long number, String previous, boolean afterTorn) {
        JsonObject json = new JsonObject();
        json.addProperty("line", number);
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
        if (afterTorn) {
            json.addProperty("afterTorn", true);
        }
        json.addProperty("previous", previous);
        return sealed(json.toString());
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

    /** The object with its hash. */
    static String sealed(String json) {
        String open = json.substring(0, json.length() - 1);
        return open + ",\"hash\":\"" + hash(open) + "\"}";
    }

    /** Empty if it is not a complete line, or its hash is not its own. */
    static Optional<AuditLine> read(String text) {
        Matcher sealed = SEALED.matcher(text);
        if (!sealed.matches() || !hash(sealed.group(1)).equals(sealed.group(2))) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            JsonElement torn = json.get("afterTorn");
            return Optional.of(new AuditLine(
                    json.get("line").getAsLong(),
                    json.get("previous").getAsString(),
                    sealed.group(2),
                    torn != null && torn.getAsBoolean()));
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

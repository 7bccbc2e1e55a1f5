package dev.bluegreen.event;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        EventJson.addTo(json, event);
        if (afterTorn) {
            json.addProperty("afterTorn", true);
        }
        json.addProperty("previous", previous);
        return sealed(json.toString());
    }

    /** The object with its hash. */
    static String sealed(String json) {
        String open = json.substring(0, json.length() - 1);
        return open + ",\"hash\":\"" + hash(open) + "\"}";
    }

    /** Empty if it is not a complete line, or its hash does not match. */
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

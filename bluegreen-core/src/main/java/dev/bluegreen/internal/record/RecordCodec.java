package dev.bluegreen.internal.record;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.model.PlatformException;
import java.nio.charset.StandardCharsets;

/**
 * The record as JSON, schema 2; schema 1 is read. What comes from the cluster is data: read field by field, never trusted to
 * fit. What a version does not know is written again as it was, so that two versions can share a release.
 */
public final class RecordCodec {

    /** The longest document that is written, in bytes. */
    public static final int LARGEST = 32 * 1024;

    static final int SCHEMA = 2;

    private RecordCodec() {}

    /** Writes a record, in at most {@link #LARGEST} bytes. */
    public static String encode(ReleaseRecord record) {
        String document = "";
        for (Room room : Room.ALL) {
            document = new RecordWriter(room).write(record);
            if (document.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
                return document;
            }
        }
        return document;
    }

    /**
     * Reads a record.
     *
     * @param where the object it came from, for the message
     * @throws PlatformException with {@code INVALID} if it is no record, or of a schema this version does not know
     */
    public static ReleaseRecord decode(String where, String document) {
        ReleaseRecord record = decodeAny(where, document);
        if (record.origin().isNewer()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    where + ": its record has schema " + record.origin().schema() + ", this version knows " + SCHEMA
                            + " and can only read its status() and rollBack() by it; use the bluegreen version that"
                            + " wrote it, or a newer one");
        }
        return record;
    }

    /**
     * Reads a record, also one that a newer version wrote, as far as this one understands it.
     *
     * @throws PlatformException with {@code INVALID} if it is no record
     */
    public static ReleaseRecord decodeAny(String where, String document) {
        return decode(where, document, false);
    }

    /**
     * Reads what can be read of a record, and leaves the rest as it is: going back must not fail for a field it does not need.
     *
     * @throws PlatformException with {@code INVALID} if it is no record
     */
    public static ReleaseRecord decodeToGoBack(String where, String document) {
        return decode(where, document, true);
    }

    private static ReleaseRecord decode(String where, String document, boolean isLenient) {
        if (document.isBlank()) {
            return ReleaseRecord.empty();
        }
        try {
            return new RecordReader(where, Fields.of(json(document).getAsJsonObject()), isLenient).read();
        } catch (UnreadableException e) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    where + ": its record cannot be read: " + e.getMessage()
                            + "; restore it, or delete the object to have it rebuilt from the routers",
                    e);
        }
    }

    private static JsonElement json(String document) {
        try {
            JsonElement json = JsonParser.parseString(document);
            if (json.isJsonObject()) {
                return json;
            }
        } catch (JsonParseException e) {
            boolean isDeep = String.valueOf(e.getMessage()).contains("Nesting limit");
            throw new UnreadableException((isDeep ? "it is nested too deeply" : "it is not JSON") + ", and begins with "
                    + Texts.quoted(document));
        }
        throw new UnreadableException("it is not a JSON object, and begins with " + Texts.quoted(document));
    }
}

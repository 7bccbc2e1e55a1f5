package dev.bluegreen.internal.record;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.internal.record.Fields.UnreadableException;
import dev.bluegreen.model.PlatformException;
import java.nio.charset.StandardCharsets;

/**
 * The record as JSON, schema 2; schema 1 is read. The cluster's JSON is data: read field by field, never trusted to fit.
 * Unknown fields are written back unchanged, so that two versions can share a release.
 */
public final class RecordCodec {

    /** The longest record that is written, in bytes. */
    public static final int LARGEST = 32 * 1024;

    static final int SCHEMA = 2;

    private RecordCodec() {}

    /** Writes a record, in at most {@link #LARGEST} bytes. */
    public static String encode(ReleaseRecord record) {
        String json = "";
        for (Room room : Room.ALL) {
            json = new RecordWriter(room).write(record);
            if (json.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
                return json;
            }
        }
        return json;
    }

    /**
     * Reads a record.
     *
     * @param where the object it came from, for the message
     * @throws PlatformException with {@code INVALID} if it is not a record, or of an unknown schema
     */
    public static ReleaseRecord decode(String where, String json) {
        ReleaseRecord record = decodeAny(where, json);
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
     * @throws PlatformException with {@code INVALID} if it is not a record
     */
    public static ReleaseRecord decodeAny(String where, String json) {
        return decode(where, json, false);
    }

    /**
     * Reads the readable parts of a record, and keeps the rest unchanged: a rollback must not fail for a field it does not
     * need.
     *
     * @throws PlatformException with {@code INVALID} if it is not a record
     */
    public static ReleaseRecord decodeToGoBack(String where, String json) {
        return decode(where, json, true);
    }

    private static ReleaseRecord decode(String where, String json, boolean isLenient) {
        if (json.isBlank()) {
            return ReleaseRecord.empty();
        }
        try {
            return new RecordReader(where, Fields.of(parsed(json)), isLenient).read();
        } catch (UnreadableException e) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    where + ": its record cannot be read: " + e.getMessage()
                            + "; restore it, or delete the object to have it rebuilt from the routers",
                    e);
        }
    }

    private static JsonObject parsed(String json) {
        try {
            JsonElement parsed = JsonParser.parseString(json);
            if (parsed.isJsonObject()) {
                return parsed.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            boolean isDeep = String.valueOf(e.getMessage()).contains("Nesting limit");
            throw new UnreadableException((isDeep ? "it is nested too deeply" : "it is not JSON") + ", and begins with "
                    + Texts.quoted(json));
        }
        throw new UnreadableException("it is not a JSON object, and begins with " + Texts.quoted(json));
    }

    /** One part of a record as fields of its JSON, read and written apart from the others. No two sections share a field. */
    interface Section<T> {

        T read(RecordReader in);

        void write(T part, RecordWriter out);
    }
}

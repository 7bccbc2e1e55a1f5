package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.internal.record.Fields.UnreadableException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others may write while an operation holds the lock: a note beside the record, in the same object. Each write of the
 * holder is a compare-and-set, so it never writes over a note it has not seen; it takes what the note says into the record, and
 * leaves what it does not understand.
 */
public final class ControlNote {

    /** The longest note that is looked at, in characters. */
    private static final int LONGEST = 8 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ControlNote.class);

    private ControlNote() {}

    /** The record with what the note says; what cannot be read, or is about an earlier cutover, says nothing. */
    public static ReleaseRecord heard(ReleaseRecord record, String note) {
        Fields json = Fields.of(parsed(note));
        ReleaseRecord closed =
                heard(record, json, WayBackClosed.FIELD, fields -> record.closed(WayBackClosed.read(fields)));
        return heard(closed, json, Cancelled.FIELD, fields -> closed.cancelled(Cancelled.read(fields)));
    }

    private static ReleaseRecord heard(
            ReleaseRecord record, Fields json, String field, Function<Fields, ReleaseRecord> entry) {
        try {
            return json.has(field) ? entry.apply(json.object(field, "cutover")) : record;
        } catch (UnreadableException e) {
            LOG.warn("a note beside a record: {}; it is ignored", e.getMessage());
            return record;
        }
    }

    /** What is left of a note that was taken into the record. */
    public static String rest(String note) {
        JsonObject json = parsed(note);
        json.remove(WayBackClosed.FIELD);
        json.remove(Cancelled.FIELD);
        return json.isEmpty() ? "" : json.toString();
    }

    /** The note without what closes the way back. */
    public static String withoutClosing(String note) {
        JsonObject json = parsed(note);
        json.remove(WayBackClosed.FIELD);
        return json.toString();
    }

    /** The note with this in it. */
    public static String with(String note, WayBackClosed closed) {
        return with(note, WayBackClosed.FIELD, closed.json(ControlNote::shortened));
    }

    /** The note with this in it. */
    public static String with(String note, Cancelled cancelled) {
        return with(note, Cancelled.FIELD, cancelled.json(ControlNote::shortened));
    }

    private static String with(String note, String field, JsonObject value) {
        JsonObject json = parsed(note);
        json.add(field, value);
        return json.toString();
    }

    private static String shortened(String text) {
        return Texts.shortened(text, Texts.LONGEST);
    }

    private static JsonObject parsed(String note) {
        if (note.isBlank() || note.length() > LONGEST) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(note) instanceof JsonObject json ? json : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }
}

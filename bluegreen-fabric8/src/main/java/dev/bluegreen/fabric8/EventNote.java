package dev.bluegreen.fabric8;

import dev.bluegreen.event.CutoverEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Texts of an Event as the API server accepts them. */
final class EventNote {

    /** Longest note, in bytes. */
    static final int LONGEST = 1_024;

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private EventNote() {}

    /** What happened, and who asked for it. */
    static String of(CutoverEvent event) {
        String reason = event.source().reason();
        String asked = "Requested by " + event.source().requester() + (reason.isEmpty() ? "" : ": " + reason)
                + " (cutover " + event.cutoverId() + "). ";
        return cut(asked + event.sentence(), LONGEST);
    }

    /** The text cut to a number of bytes, without splitting a character. */
    static String cut(String text, int most) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int point : text.codePoints().toArray()) {
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > most - 3) {
                return kept + "...";
            }
            kept.appendCodePoint(point);
        }
        return kept.toString();
    }

    /** As {@code MicroTime} has it. */
    static String microTime(Instant at) {
        return MICROS.format(at);
    }
}

package dev.bluegreen.testkit.internal.pod;

import java.time.Instant;
import java.util.Optional;

/**
 * What a pod wrote to its log.
 *
 * @param at when; empty for what it writes when it starts
 * @param text one line, without a line feed
 */
public record LogLine(Optional<Instant> at, String text) {

    /** A line that a pod writes when it starts. */
    public static LogLine atStart(String text) {
        return new LogLine(Optional.empty(), text);
    }
}

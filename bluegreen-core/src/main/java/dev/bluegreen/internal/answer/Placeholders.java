package dev.bluegreen.internal.answer;

import java.time.Duration;
import java.time.Instant;

/**
 * The window of a query, for placeholders.
 *
 * @param until its end
 * @param window its length
 */
public record Placeholders(Instant until, Duration window) {

    /** Replaces placeholders, longer names first: {@code $from} is a prefix of another. */
    public String in(String text) {
        Instant from = until.minus(window);
        return text.replace("$fromMillis", String.valueOf(from.toEpochMilli()))
                .replace("$untilMillis", String.valueOf(until.toEpochMilli()))
                .replace("$from", String.valueOf(from.getEpochSecond()))
                .replace("$until", String.valueOf(until.getEpochSecond()))
                .replace("$window", Math.max(1, window.toSeconds()) + "s");
    }
}

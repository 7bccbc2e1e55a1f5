package dev.bluegreen.internal.freeze;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An instant in the time zone of the window that sets it.
 *
 * @param at when
 * @param zone where a person reads the clock
 */
public record Moment(Instant at, ZoneId zone) {

    private static final Duration WEEK = Duration.ofDays(6);
    private static final DateTimeFormatter SOON = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter LATER = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    /** {@code Mon 08:00 Europe/Berlin}; with the date when the day of the week does not tell. */
    String seenFrom(Instant now) {
        boolean isSoon = Duration.between(now, at).compareTo(WEEK) < 0;
        return (isSoon ? SOON : LATER).format(at.atZone(zone)) + " " + zone;
    }
}

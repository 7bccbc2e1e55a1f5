package dev.bluegreen.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants and durations as messages say them to a person. Thread-safe. */
public final class Wording {

    private Wording() {}

    /** {@code 2026-11-29T09:32:12Z}: the whole second that is not before it, so that what is waited for has come by then. */
    public static String of(Instant moment) {
        Instant second = moment.truncatedTo(ChronoUnit.SECONDS);
        return (second.equals(moment) ? second : second.plusSeconds(1)).toString();
    }

    /** {@code 23 h 59 min}: what a person wants to know of a long time; seconds only below 10 minutes. */
    public static String of(Duration time) {
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        if (time.toMinutes() < 10 && time.toSecondsPart() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toHours() == 0 ? time.toMinutes() + " min" : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    /** {@code 1 pod}, {@code 3 pods}. */
    public static String pods(int count) {
        return count + (count == 1 ? " pod" : " pods");
    }
}

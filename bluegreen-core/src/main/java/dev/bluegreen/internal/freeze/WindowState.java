package dev.bluegreen.internal.freeze;

import java.time.Instant;
import java.util.Optional;

/**
 * The windows of a release at an instant.
 *
 * @param sentence what is open or closed, and the next change, for a person
 * @param isOpen true if traffic may move forward
 * @param opens when a closed one opens next; empty when it is open, or does not open within ten years
 */
public record WindowState(String sentence, boolean isOpen, Optional<Moment> opens) {

    /** The state of a calendar. */
    public static WindowState of(Calendar calendar, Instant now) {
        return calendar.closedBy(now)
                .map(by -> closed(calendar, by, now))
                .orElseGet(() -> new WindowState(calendar.listed(), true, Optional.empty()));
    }

    private static WindowState closed(Calendar calendar, String by, Instant now) {
        Optional<Moment> opens = calendar.opens(now);
        String next =
                opens.map(moment -> "they open " + moment.seenFrom(now)).orElse("they do not open within ten years");
        return new WindowState("the change windows are closed: " + by + "; " + next, false, opens);
    }

    /** Windows that cannot be read are closed. */
    public static WindowState unreadable(String why) {
        return new WindowState(
                "the change windows count as closed, because they cannot be read: " + why, false, Optional.empty());
    }

    /** {@code Mon 08:00 Europe/Berlin}; empty when it is open, or does not open within ten years. */
    public Optional<String> opening(Instant now) {
        return opens.map(moment -> moment.seenFrom(now));
    }
}

package dev.bluegreen.internal.record;

import dev.bluegreen.event.CutoverEvent;
import java.util.List;

/**
 * Events of the operations that wrote last: their writes and their end. Delivered or about to be; kept so that they can be
 * redelivered.
 *
 * @param events the newest {@link #KEPT}
 * @param unacknowledged true if listeners that deliver later have not acknowledged them yet
 * @param undelivered true if a listener had not received all of them, because it blocked
 */
public record PendingEvents(List<CutoverEvent> events, boolean unacknowledged, boolean undelivered) {

    /** Maximum number of events that are kept. */
    static final int KEPT = 50;

    /** No event is pending. */
    static final PendingEvents NOTHING = new PendingEvents(List.of(), false, false);

    /** Keeps the newest. */
    public PendingEvents {
        events = List.copyOf(events.subList(Math.max(0, events.size() - KEPT), events.size()));
    }

    PendingEvents with(List<CutoverEvent> others) {
        return new PendingEvents(others.stream().map(PendingEvents::shortened).toList(), unacknowledged, undelivered);
    }

    PendingEvents unacknowledged(boolean now) {
        return new PendingEvents(events, now, undelivered);
    }

    PendingEvents undelivered(boolean now) {
        return new PendingEvents(events, unacknowledged, now);
    }

    private static CutoverEvent shortened(CutoverEvent event) {
        return event.toBuilder()
                .sentence(Texts.shortened(event.sentence(), Texts.LONGEST))
                .build();
    }
}

package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.PendingEvents;
import java.util.List;

/**
 * Which pending events are redelivered by an operation that takes the lock, and which stay pending. Listeners that deliver
 * later have to acknowledge each event; an operation without such listeners leaves unacknowledged events for one that has
 * them. Events that were undelivered when the record was written last are redelivered by whichever operation comes next.
 *
 * @param context of the operation
 * @param left the pending events of the record
 */
record Delivery(Context context, PendingEvents left) {

    static List<Outbox> outboxes(Context context) {
        return context.settings().traits().outboxes();
    }

    /** The events to redeliver. */
    List<CutoverEvent> again(boolean tellsAnyway) {
        return tellsAnyway || left.undelivered() || (left.unacknowledged() && sendsLater()) ? left.events() : List.of();
    }

    /** The events that stay pending when the lock is taken. */
    List<CutoverEvent> kept(boolean tellsAnyway) {
        return tellsAnyway || left.undelivered() || left.unacknowledged() ? left.events() : List.of();
    }

    /** The events that stay pending beside those of this operation. */
    List<CutoverEvent> carried(boolean tellsAnyway) {
        return isUnacknowledged() ? kept(tellsAnyway) : List.of();
    }

    /** True if events that are pending from now on need an acknowledgement. */
    boolean isUnacknowledged() {
        return left.unacknowledged() || sendsLater();
    }

    private boolean sendsLater() {
        return !outboxes(context).isEmpty();
    }
}

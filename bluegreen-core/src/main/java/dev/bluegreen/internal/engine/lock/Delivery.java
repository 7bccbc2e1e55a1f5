package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.Told;
import java.util.List;

/**
 * What of the record is told again by an operation that takes its lock, and what the record goes on keeping. To listeners
 * that send later, everything is owed until they have sent it; an operation without such listeners leaves it for one that
 * has them. What a listener had not heard when the record was written last is told again by whichever operation comes next.
 *
 * @param context of the operation
 * @param left what the record keeps
 */
record Delivery(Context context, Told left) {

    static List<Outbox> outboxes(Context context) {
        return context.settings().traits().outboxes();
    }

    /** What is told again. */
    List<CutoverEvent> again(boolean tellsAnyway) {
        return tellsAnyway || left.behind() || (left.owed() && sendsLater()) ? left.events() : List.of();
    }

    /** What the record keeps when the lock is taken. */
    List<CutoverEvent> kept(boolean tellsAnyway) {
        return tellsAnyway || left.behind() || left.owed() ? left.events() : List.of();
    }

    /** What the record keeps beside what this operation tells. */
    List<CutoverEvent> carried(boolean tellsAnyway) {
        return isOwed() ? kept(tellsAnyway) : List.of();
    }

    /** Whether anything that is in the record from now on is owed. */
    boolean isOwed() {
        return left.owed() || sendsLater();
    }

    private boolean sendsLater() {
        return !outboxes(context).isEmpty();
    }
}

package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.Log;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redelivers pending events: those that another process may not have delivered, and those that listeners which deliver later
 * have not acknowledged. Marks them as delivered while the lock is free; an operation that takes it meanwhile redelivers them.
 */
public record Redelivery(Context context) {

    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    /**
     * Which pending events are redelivered when the lock is taken, and which stay pending. An operation without listeners
     * that deliver later leaves unacknowledged events for one that has them.
     *
     * @param again the events to redeliver
     * @param kept those that stay pending
     * @param unacknowledged true if events that are pending from now on need an acknowledgement
     */
    record Taken(List<CutoverEvent> again, List<CutoverEvent> kept, boolean unacknowledged) {

        /** Those that stay pending beside those of this operation. */
        List<CutoverEvent> carried() {
            return unacknowledged ? kept : List.of();
        }
    }

    /** @param anyway whether all are redelivered, because their process may have died before it did */
    Taken taken(Log left, boolean anyway) {
        boolean deliversLater = !outboxes().isEmpty();
        boolean again = anyway || left.undelivered() || (left.unacknowledged() && deliversLater);
        boolean kept = anyway || left.undelivered() || left.unacknowledged();
        return new Taken(
                again ? left.pending() : List.of(),
                kept ? left.pending() : List.of(),
                left.unacknowledged() || deliversLater);
    }

    /** For a release at rest. */
    public void of(Stored stored) {
        Log left = stored.record().log();
        if (left.pending().isEmpty()) {
            return;
        }
        context.eventLog().redeliver(left.pending());
        if (!outboxes().isEmpty()) {
            context.eventLog().carry(left.pending());
        } else if (!left.unacknowledged()) {
            settle(() -> enter(stored.lease().orElseThrow(), stored.record()));
        }
    }

    /** Marks the events as delivered once every outbox has acknowledged them; there is nothing to enter if none is pending. */
    public void acknowledge() {
        List<Outbox> all = context.eventLog().hasPending() ? outboxes() : List.of();
        AtomicInteger open = new AtomicInteger(all.size());
        all.forEach(outbox -> outbox.whenSent(() -> {
            if (open.decrementAndGet() == 0) {
                settle(this::enterAcknowledged);
            }
        }));
    }

    private List<Outbox> outboxes() {
        return context.settings().traits().outboxes();
    }

    private void enterAcknowledged() {
        context.platform()
                .records()
                .load(name())
                .filter(stored -> stored.holder().isEmpty())
                .ifPresent(old -> {
                    ReleaseRecord record = RecordCodec.decode(name(), old.json());
                    List<CutoverEvent> pending = record.log().pending();
                    if (!pending.isEmpty() && context.eventLog().hasDelivered(pending)) {
                        enter(old, record);
                    }
                });
    }

    /** The record of a release at rest with no pending events. */
    private void enter(StoredRecord old, ReleaseRecord record) {
        String none = RecordCodec.encode(record.pending(List.of())
                .unacknowledged(false)
                .undelivered(false)
                .audited(context.settings().auditHeads()));
        StoredRecord next = StoredRecord.builder(old.acquired(), old.duration(), none)
                .renewed(context.time().now())
                .token(old.token())
                .control(old.control())
                .build();
        StoredRecord unused = context.platform().records().compareAndSet(name(), Optional.of(old), next);
    }

    private void settle(Runnable entry) {
        try {
            entry.run();
        } catch (PlatformException e) {
            LOG.debug("release={} events not marked as delivered: {}", name(), e.getMessage());
        }
    }

    private String name() {
        return context.release().name();
    }
}

package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.PendingEvents;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redelivers the pending events of a release at rest, and marks them as delivered. */
public final class Redelivery {

    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    private final Context context;

    public Redelivery(Context context) {
        this.context = context;
    }

    public void of(Stored stored) {
        PendingEvents left = stored.record().pending();
        if (left.events().isEmpty()) {
            return;
        }
        context.eventLog().redeliver(left.events());
        if (!Delivery.outboxes(context).isEmpty()) {
            context.eventLog().carry(left.events());
        } else if (!left.unacknowledged()) {
            enter(stored);
        }
    }

    /** An operation that takes the lock meanwhile wins: then they may be redelivered. */
    private void enter(Stored stored) {
        StoredRecord old = stored.lease().orElseThrow();
        try {
            context.platform()
                    .records()
                    .compareAndSet(
                            context.release().name(),
                            Optional.of(old),
                            delivered(old, stored.record(), context.time()));
        } catch (PlatformException e) {
            LOG.debug(
                    "release={} events not marked as delivered: {}",
                    context.release().name(),
                    e.getMessage());
        }
    }

    /** The record of a release at rest with no pending events. */
    static StoredRecord delivered(StoredRecord old, ReleaseRecord record, Time time) {
        return StoredRecord.builder(
                        old.acquired(),
                        old.duration(),
                        RecordCodec.encode(
                                record.pending(List.of()).unacknowledged(false).undelivered(false)))
                .renewed(time.now())
                .token(old.token())
                .build();
    }
}

package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.event.Outbox;
import dev.bluegreen.internal.engine.operation.Context;
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
 * Marks pending events as delivered once every outbox has acknowledged them: after the operation, when the lock is free.
 * An operation that takes the lock meanwhile wins; then they are redelivered.
 */
public final class Acknowledgement {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgement.class);

    private final Context context;

    public Acknowledgement(Context context) {
        this.context = context;
    }

    /** Asks for it of all that send later; there is nothing to enter where nothing was kept. */
    public void order() {
        List<Outbox> outboxes = context.eventLog().hasPending() ? Delivery.outboxes(context) : List.of();
        AtomicInteger open = new AtomicInteger(outboxes.size());
        outboxes.forEach(outbox -> outbox.whenSent(() -> {
            if (open.decrementAndGet() == 0) {
                enter();
            }
        }));
    }

    private void enter() {
        String name = context.release().name();
        try {
            Optional<StoredRecord> now = context.platform().records().load(name);
            now.filter(stored -> stored.holder().isEmpty()).ifPresent(this::enter);
        } catch (PlatformException e) {
            LOG.debug("release={} events not marked as delivered: {}", name, e.getMessage());
        }
    }

    private void enter(StoredRecord old) {
        ReleaseRecord record = RecordCodec.decode(context.release().name(), old.json());
        if (!record.pending().events().isEmpty()
                && context.eventLog().hasDelivered(record.pending().events())) {
            StoredRecord unused = context.platform()
                    .records()
                    .compareAndSet(
                            context.release().name(),
                            Optional.of(old),
                            Redelivery.delivered(old, record, context.time()));
        }
    }
}

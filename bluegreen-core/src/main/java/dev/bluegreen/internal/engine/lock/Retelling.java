package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.internal.engine.observe.Observer.Journal;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.Told;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what the record of a release at rest has for them, and enters that it was told. */
public final class Retelling {

    private static final Logger LOG = LoggerFactory.getLogger(Retelling.class);

    private final Context context;

    public Retelling(Context context) {
        this.context = context;
    }

    public void of(Journal journal) {
        Told left = journal.journal().told();
        if (left.events().isEmpty()) {
            return;
        }
        context.chronicle().replay(left.events());
        if (!Delivery.outboxes(context).isEmpty()) {
            context.chronicle().carry(left.events());
        } else if (!left.owed()) {
            enter(journal);
        }
    }

    /** Whoever takes the lock meanwhile wins: then it may be told once more. */
    private void enter(Journal journal) {
        StoredRecord old = journal.stored().orElseThrow();
        try {
            context.platform()
                    .records()
                    .compareAndSet(
                            context.release().name(), Optional.of(old), told(old, journal.journal(), context.time()));
        } catch (PlatformException e) {
            LOG.debug(
                    "release={} not entered that it was told: {}",
                    context.release().name(),
                    e.getMessage());
        }
    }

    /** The record of a release at rest with nothing more to tell. */
    static StoredRecord told(StoredRecord old, ReleaseRecord record, Time time) {
        return StoredRecord.builder(
                        old.acquired(),
                        old.duration(),
                        RecordCodec.encode(
                                record.telling(List.of()).owing(false).behind(false)))
                .renewed(time.now())
                .token(old.token())
                .build();
    }
}

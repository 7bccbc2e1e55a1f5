package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.Observer.Journal;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.StoredRecord;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what the record of a release at rest has for them, and enters that it was told. */
final class Retelling {

    private static final Logger LOG = LoggerFactory.getLogger(Retelling.class);

    private final Context context;

    Retelling(Context context) {
        this.context = context;
    }

    void of(Journal journal) {
        if (!journal.journal().told().isEmpty()) {
            context.chronicle().replay(journal.journal().told());
            enter(journal);
        }
    }

    /** Whoever takes the lock meanwhile wins: then it may be told once more. */
    private void enter(Journal journal) {
        StoredRecord old = journal.stored().orElseThrow();
        StoredRecord told = new StoredRecord(
                Optional.empty(),
                old.acquired(),
                context.time().now(),
                old.duration(),
                old.token(),
                RecordCodec.encode(journal.journal().telling(List.of())),
                "");
        try {
            context.platform().records().compareAndSet(context.release().name(), Optional.of(old), told);
        } catch (PlatformException e) {
            LOG.debug(
                    "release={} not entered that it was told: {}",
                    context.release().name(),
                    e.getMessage());
        }
    }
}

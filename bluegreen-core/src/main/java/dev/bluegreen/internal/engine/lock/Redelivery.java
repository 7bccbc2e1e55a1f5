package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.event.Sink;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.Log;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redelivers pending events: those that another process may not have delivered, and those that listeners which deliver later
 * have not confirmed. Enters what they confirm while the lock is free; an operation that takes it meanwhile redelivers them.
 */
public record Redelivery(Context context) {

    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);
    private static final int ROUNDS = 5;

    /**
     * Which pending events are redelivered when the lock is taken, and which stay pending. A listener that delivers later gets
     * those that it has not confirmed; an operation without it leaves them for one that has it.
     *
     * @param again the events to redeliver to listeners that do not confirm events
     * @param kept those that stay pending
     * @param sinks the listeners that deliver later, and what they have confirmed
     * @param unacknowledged true if events that are pending from now on have to be confirmed
     */
    record Taken(List<CutoverEvent> again, List<CutoverEvent> kept, List<Log.Sink> sinks, boolean unacknowledged) {

        /** Those that stay pending beside those of this operation. */
        List<CutoverEvent> carried() {
            return unacknowledged ? kept : List.of();
        }

        /** The events to redeliver to a listener that confirms events. */
        List<CutoverEvent> unconfirmedBy(String name) {
            return sinks.stream()
                    .filter(sink -> sink.name().equals(name))
                    .flatMap(sink -> sink.unconfirmed(kept).stream())
                    .toList();
        }
    }

    /** @param anyway whether all are redelivered, because their process may have died before it did */
    Taken taken(Log left, boolean anyway) {
        boolean kept = anyway || left.undelivered() || left.unacknowledged();
        List<Log.Sink> sinks = left.joined(names(), anyway);
        boolean owed = sinks.stream().anyMatch(sink -> !left.unconfirmedBy(sink).isEmpty());
        boolean isOld = left.unacknowledged() && left.sinks().isEmpty();
        return new Taken(
                anyway || left.undelivered() ? left.pending() : List.of(),
                kept ? left.pending() : List.of(),
                sinks,
                owed || isOld || !names().isEmpty());
    }

    /** For a release at rest. */
    public void of(Stored stored) {
        Log left = stored.record().log();
        if (left.pending().isEmpty()) {
            return;
        }
        Taken pending = taken(left, true);
        context.eventLog().redeliver(pending.again(), pending::unconfirmedBy);
        if (!names().isEmpty()) {
            context.eventLog().carry(left.pending());
        } else if (!left.unacknowledged()) {
            settle(() -> enter(
                    stored.lease().orElseThrow(),
                    stored.record().pending(List.of()).undelivered(false)));
        }
    }

    /**
     * Enters what each listener has confirmed, once it has confirmed all. Of an operation that ended before it had the lock, no
     * event is pending: its end is in an audit file, whose last line the record gets, if there is a record.
     */
    public void acknowledge() {
        boolean hasEnded = context.eventLog()
                .last()
                .filter(last -> last.kind() == Kind.ENDED)
                .isPresent();
        if (context.eventLog().hasPending()) {
            context.eventLog().whenConfirmed(() -> settle(() -> enter(this::confirmed)));
        } else if (hasEnded && context.settings().hasAuditFiles()) {
            context.eventLog()
                    .whenConfirmed(() -> settle(() ->
                            enter(record -> record.audited(context.settings().auditHeads()))));
        }
    }

    private List<String> names() {
        return context.settings().traits().sinks().stream().map(Sink::name).toList();
    }

    /** Two may confirm at the same time. */
    private void enter(UnaryOperator<ReleaseRecord> change) {
        Attempts.until(
                1,
                (next, number) -> {
                    enterOnce(change);
                    return number;
                },
                (tried, e, number) -> {
                    if (e.kind() != PlatformException.Kind.CONFLICT || number >= ROUNDS) {
                        throw e;
                    }
                    return number;
                });
    }

    private void enterOnce(UnaryOperator<ReleaseRecord> change) {
        context.platform()
                .records()
                .load(name())
                .filter(stored -> stored.holder().isEmpty())
                .ifPresent(old -> {
                    ReleaseRecord record = RecordCodec.decode(name(), old.json());
                    ReleaseRecord next = change.apply(record);
                    if (!next.equals(record)) {
                        enter(old, next);
                    }
                });
    }

    /** Nothing is pending any more once all have confirmed all. */
    private ReleaseRecord confirmed(ReleaseRecord record) {
        boolean isKnown =
                record.log().sinks().stream().map(Log.Sink::name).toList().containsAll(names());
        ReleaseRecord joined = isKnown ? record : record.sinks(record.log().joined(names(), true));
        ReleaseRecord next = context.eventLog()
                .deliveredAtLast(joined)
                .unacknowledged(true)
                .undelivered(context.eventLog().hasUndelivered())
                .audited(context.settings().auditHeads());
        boolean isOwed = next.log().sinks().stream()
                .anyMatch(sink -> !next.log().unconfirmedBy(sink).isEmpty());
        ReleaseRecord settled = next.unacknowledged(isOwed);
        return settled.log().unconfirmed().isEmpty() ? settled.pending(List.of()) : settled;
    }

    /** The record of a release at rest. */
    private void enter(StoredRecord old, ReleaseRecord record) {
        StoredRecord next = StoredRecord.builder(old.acquired(), old.duration(), RecordCodec.encode(record))
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
            LOG.debug("release={} what was delivered is not entered: {}", name(), e.getMessage());
        }
    }

    private String name() {
        return context.release().name();
    }
}

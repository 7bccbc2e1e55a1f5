package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ReleaseStatus.Life;
import dev.bluegreen.result.ReleaseStatus.Lock;
import dev.bluegreen.spi.Holders.Sighting;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether the holder of a lock is alive: a live one renews, and one that was started here is known. Judged by the
 * changes that this platform has seen, and the time since the last one, never by comparing the clocks of two machines.
 */
public record Liveness(Context context) {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Reads the record, and remembers that it was seen like this. */
    Optional<StoredRecord> load() {
        long before = context.time().nanos();
        Optional<StoredRecord> now =
                context.platform().records().load(context.release().name());
        long after = context.time().nanos();
        now.ifPresent(record -> context.holders().saw(context.release().name(), record, before, after));
        return now;
    }

    /** The lock for users, if it is held. */
    public Optional<Lock> lock(Optional<StoredRecord> record) {
        return record.filter(Liveness::isHeld)
                .map(held -> new Lock(held.holder().orElseThrow(), held.acquired(), life(held)));
    }

    private Life life(StoredRecord held) {
        Sighting seen = sighting(held);
        if (isSilent(seen)) {
            return Life.EXPIRED;
        }
        return seen.renewed() || isHere(held) ? Life.ALIVE : Life.UNKNOWN;
    }

    /**
     * Looks until the lock is free or its holder has been silent for one lease; not again, where that was seen before.
     *
     * @return the record as it is then
     * @throws Stop naming the holder, when it lives
     */
    public Optional<StoredRecord> awaitFree(Optional<StoredRecord> seen) {
        if (seen.filter(Liveness::isHeld).isEmpty()) {
            return seen;
        }
        StoredRecord first = seen.get();
        requireNotHere(first);
        Deadline patience = context.deadline(ReleaseLock.LEASE.multipliedBy(2));
        Optional<StoredRecord> now = load(patience);
        Duration left = now.map(held -> ReleaseLock.LEASE.minus(sighting(held).unchanged()))
                .orElse(Duration.ZERO);
        return new Wait(context, context.deadline(left), LOOK)
                .until(now, found -> mayLive(first, found), any -> load(patience));
    }

    private Optional<String> mayLive(StoredRecord first, Optional<StoredRecord> now) {
        if (now.filter(Liveness::isHeld).isEmpty()) {
            return Optional.empty();
        }
        requireSame(first, now.get());
        if (isSilent(sighting(now.get()))) {
            return Optional.empty();
        }
        context.checkpoint();
        return Optional.of("looks whether " + holder(first) + " still lives");
    }

    /**
     * Makes sure that the lock is free.
     *
     * @throws Stop naming the holder, if the lock was taken since it was read as free
     */
    public void requireFree(Optional<StoredRecord> now) {
        now.filter(Liveness::isHeld).ifPresent(held -> {
            throw alive(held);
        });
    }

    /** @throws Stop naming the holder, if it was started from here and still has its lock */
    private void requireNotHere(StoredRecord held) {
        if (isHere(held) && !isSilent(sighting(held))) {
            throw alive(held);
        }
    }

    private static void requireSame(StoredRecord first, StoredRecord now) {
        if (now.token() != first.token() || !now.signOfLife().equals(first.signOfLife())) {
            throw alive(now);
        }
    }

    private static Stop alive(StoredRecord held) {
        return Stop.because("held by " + holder(held) + " since " + Wording.of(held.acquired())
                + ", which is alive; wait for it to end, or abort it there");
    }

    private Optional<StoredRecord> load(Deadline deadline) {
        return context.calls(deadline).read(this::load);
    }

    private Sighting sighting(StoredRecord record) {
        long now = context.time().nanos();
        return context.holders()
                .seen(context.release().name(), record)
                .orElseGet(() -> new Sighting(record.token(), record.signOfLife(), now, now, false));
    }

    private static boolean isSilent(Sighting seen) {
        return seen.unchanged().compareTo(ReleaseLock.LEASE) >= 0;
    }

    private boolean isHere(StoredRecord held) {
        return context.holders().isHere(holder(held));
    }

    private static boolean isHeld(StoredRecord record) {
        return record.holder().isPresent();
    }

    private static String holder(StoredRecord record) {
        return record.holder().orElse("nobody");
    }
}

package dev.bluegreen.internal.record.lock;

import dev.bluegreen.internal.record.ControlNote;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of one operation, and its record: both live in one object, so they move in one compare-and-set. Renews itself
 * every 10 s; 20 s after its last confirmed renewal, by the monotonic clock, it counts as lost, 10 s before anybody else
 * may take it. All writes of an operation to the record go through here, one at a time.
 */
public final class ReleaseLock implements AutoCloseable {

    /** Time without a sign of life after which another process may take over. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    static final Duration RENEW = Duration.ofSeconds(10);
    static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseLock.class);

    private final RecordStore store;
    private final Time time;
    private final Holder holder;
    private final Mutex mutex;

    private volatile StoredRecord stored;
    private volatile ReleaseRecord record;
    private volatile long confirmed;
    private volatile boolean ended;
    private volatile boolean goingBack;
    private final Subscription heartbeat;

    private ReleaseLock(
            RecordStore store, Time time, Holder holder, StoredRecord stored, ReleaseRecord record, long confirmed) {
        this.store = store;
        this.time = time;
        this.holder = holder;
        this.stored = stored;
        this.record = record;
        this.confirmed = confirmed;
        this.mutex = new Mutex(time);
        holder.known().took(holder.name());
        this.heartbeat = holder.running().repeat(RENEW, this::renew);
    }

    /**
     * Takes the lock by one compare-and-set.
     *
     * @param seen the record as read before; empty when there is none
     * @param highestToken the highest token found on any router
     * @param record the record to write with it
     * @throws PlatformException with {@code CONFLICT} if another client wrote meanwhile
     */
    public static ReleaseLock take(
            RecordStore store,
            Time time,
            Holder holder,
            Optional<StoredRecord> seen,
            long highestToken,
            ReleaseRecord record) {
        long token = 1 + Math.max(highestToken, seen.map(StoredRecord::token).orElse(0L));
        long asked = time.nanos();
        String json = RecordCodec.encode(holder.current().apply(record));
        StoredRecord next = StoredRecord.builder(time.now(), LEASE, json)
                .holder(Optional.of(holder.name()))
                .token(token)
                .control(ControlNote.rest(seen.map(StoredRecord::control).orElse("")))
                .build();
        StoredRecord stored = settle(store, holder.release(), seen, next);
        return new ReleaseLock(store, time, holder, stored, record, asked);
    }

    /** A lost answer is settled by reading, and so is a conflict, which may be with the write before: the holder is unique, so a record that names it is ours. */
    private static StoredRecord settle(
            RecordStore store, String release, Optional<StoredRecord> expected, StoredRecord next) {
        try {
            return store.compareAndSet(release, expected, next);
        } catch (PlatformException e) {
            if (e.kind() != Kind.OUTCOME_UNKNOWN && e.kind() != Kind.CONFLICT) {
                throw e;
            }
            Optional<StoredRecord> ours = store.load(release)
                    .filter(found -> found.holder().equals(next.holder()) && found.token() == next.token());
            if (ours.isEmpty() && e.kind() == Kind.CONFLICT) {
                throw e;
            }
            return ours.orElseGet(() -> store.compareAndSet(release, expected, next));
        }
    }

    /** The fencing token of this operation. */
    public long token() {
        return stored.token();
    }

    /** The record as last written, with what others have said since. */
    public ReleaseRecord record() {
        return ControlNote.heard(record, goingBack ? ControlNote.withoutClosing(stored.control()) : stored.control());
    }

    /** Marks the beginning of a rollback: a later note that closes the way back has no effect, and its writer reads that in the record. */
    public void goBack() {
        goingBack = true;
    }

    /**
     * Makes sure that this operation may still write.
     *
     * @throws LockLostException if not
     */
    public void requireHeld() {
        if (ended || silence().compareTo(SILENCE) > 0) {
            throw new LockLostException("the lock " + store.describe(holder.release()) + " was not confirmed for "
                    + Wording.of(silence()) + ", or another process took it");
        }
    }

    /**
     * Writes the record. Retries transient errors for as long as the lock may be held. Success means that nobody has said
     * anything else by then: the change is made anew on what was said meanwhile, and may throw for it.
     *
     * @throws LockLostException if the lock is lost
     */
    public void write(UnaryOperator<ReleaseRecord> change) {
        mutex.take();
        try {
            persist(change, Optional.of(holder.name()));
        } finally {
            mutex.give();
        }
    }

    /**
     * Writes the record a last time and frees the lock.
     *
     * @throws LockLostException if the lock is lost; then it is not freed
     */
    public void release(UnaryOperator<ReleaseRecord> change) {
        mutex.take();
        try {
            persist(change, Optional.empty());
            end();
        } finally {
            mutex.give();
        }
    }

    /** Stops renewing. A lock that was not freed before runs out by itself. */
    @Override
    public void close() {
        end();
    }

    /** Renews once out of turn, so that others see the present activity of the operation. Does not wait for it. */
    public void beat() {
        time.after(Duration.ZERO, () -> {
            if (!ended && mutex.tryTake()) {
                try {
                    renewOnce();
                } finally {
                    mutex.give();
                }
            }
        });
    }

    private void persist(UnaryOperator<ReleaseRecord> change, Optional<String> nextHolder) {
        String heard = stored.control();
        ReleaseRecord next = change.apply(record());
        StoredRecord wanted = record(next, nextHolder);
        while (true) {
            requireHeld();
            long asked = time.nanos();
            try {
                confirm(store.compareAndSet(holder.release(), Optional.of(stored), wanted), next, asked);
                return;
            } catch (PlatformException e) {
                if (isWritten(wanted, e)) {
                    confirm(stored, next, asked);
                    return;
                }
                if (heard.equals(stored.control())) {
                    pause();
                } else {
                    heard = stored.control();
                    next = change.apply(record());
                    wanted = record(next, nextHolder);
                }
            }
        }
    }

    private StoredRecord record(ReleaseRecord next, Optional<String> nextHolder) {
        ReleaseRecord now = next.undelivered(holder.undelivered().getAsBoolean());
        ReleaseRecord current = holder.current().apply(now);
        ReleaseRecord whole = nextHolder.isPresent() ? current : current.resting();
        return StoredRecord.builder(stored.acquired(), LEASE, RecordCodec.encode(whole))
                .holder(nextHolder)
                .renewed(time.now())
                .token(stored.token())
                .control(ControlNote.rest(stored.control()))
                .build();
    }

    /** After an error: reads the record. Throws when the lock is not ours any more; remembers the version when it is. */
    private boolean isWritten(StoredRecord wanted, PlatformException error) {
        LOG.debug("release={} record not written yet: {}", holder.release(), error.getMessage());
        if (error.kind() == Kind.FORBIDDEN || error.kind() == Kind.INVALID) {
            throw error;
        }
        Optional<StoredRecord> found = reload();
        if (found.isEmpty()) {
            return false;
        }
        StoredRecord now = found.get();
        boolean ours = now.token() == stored.token()
                && (now.holder().equals(Optional.of(holder.name()))
                        || now.holder().equals(wanted.holder()));
        if (!ours) {
            lose();
            throw new LockLostException("the lock " + store.describe(holder.release()) + " was taken by "
                    + now.holder().orElse("another process, which freed it again"));
        }
        boolean isNew = !now.control().equals(stored.control());
        stored = now;
        if (isNew) {
            holder.onHeard().accept(record());
        }
        return now.json().equals(wanted.json()) && now.holder().equals(wanted.holder());
    }

    private Optional<StoredRecord> reload() {
        try {
            return store.load(holder.release());
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    private void confirm(StoredRecord written, ReleaseRecord next, long asked) {
        stored = written;
        record = next;
        confirmed = asked;
    }

    private void pause() {
        try {
            time.signal().await(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockLostException("interrupted while writing the record");
        }
    }

    private Duration renew() {
        if (ended || !mutex.tryTake()) {
            return RENEW;
        }
        try {
            return renewOnce();
        } finally {
            mutex.give();
        }
    }

    private Duration renewOnce() {
        long asked = time.nanos();
        ReleaseRecord now = record();
        StoredRecord wanted = record(now, Optional.of(holder.name()));
        try {
            confirm(store.compareAndSet(holder.release(), Optional.of(stored), wanted), now, asked);
            return RENEW;
        } catch (PlatformException e) {
            return afterFailedRenewal(wanted, e);
        } catch (CrashException e) {
            throw e;
        } catch (Throwable e) {
            return afterFailedRenewal(wanted, new PlatformException(Kind.OUTCOME_UNKNOWN, String.valueOf(e), e));
        }
    }

    private Duration afterFailedRenewal(StoredRecord wanted, PlatformException error) {
        try {
            isWritten(wanted, error);
        } catch (LockLostException | PlatformException e) {
            LOG.warn("release={} lock not renewed: {}", holder.release(), e.getMessage());
        }
        if (silence().compareTo(SILENCE) > 0) {
            lose();
        }
        return RETRY;
    }

    private Duration silence() {
        return Duration.ofNanos(time.nanos() - confirmed);
    }

    private void lose() {
        if (!ended) {
            end();
            holder.onLost().run();
        }
    }

    private void end() {
        ended = true;
        heartbeat.close();
        holder.known().left(holder.name());
    }

    /** One at a time. Waits on the injected time, so that a slow request of one thread lets virtual time move. */
    private static final class Mutex {

        private static final Duration LOOK = Duration.ofMillis(100);

        private final AtomicBoolean taken = new AtomicBoolean();
        private final Time.Signal freed;

        Mutex(Time time) {
            freed = time.signal();
        }

        boolean tryTake() {
            return taken.compareAndSet(false, true);
        }

        void take() {
            while (!tryTake()) {
                try {
                    freed.await(LOOK);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new LockLostException("interrupted while waiting to write the record");
                }
            }
        }

        void give() {
            taken.set(false);
            freed.raise();
        }
    }
}

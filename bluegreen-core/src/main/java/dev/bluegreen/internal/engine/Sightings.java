package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.ReleaseStatus.Life;
import dev.bluegreen.model.ReleaseStatus.Lock;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What was seen of a lock at the last look, so that the next one can tell whether its holder lives. Thread-safe. */
final class Sightings {

    private final AtomicReference<Optional<Sighting>> last = new AtomicReference<>(Optional.empty());

    /**
     * A lock as seen.
     *
     * @param token of the lock
     * @param version of the record
     * @param at when this version was seen first, monotonic, in nanoseconds
     * @param renewed whether it had been seen with another version before
     */
    private record Sighting(long token, String version, long at, boolean renewed) {

        Sighting next(Sighting now) {
            if (now.token != token) {
                return now;
            }
            return now.version.equals(version) ? this : new Sighting(token, now.version, now.at, true);
        }

        Life life(long nanos) {
            if (nanos - at >= ReleaseLock.LEASE.toNanos()) {
                return Life.EXPIRED;
            }
            return renewed ? Life.ALIVE : Life.UNKNOWN;
        }
    }

    /** The lock, if somebody holds it. */
    Optional<Lock> lock(StoredRecord record, Time time) {
        Sighting now = new Sighting(record.token(), record.version(), time.nanos(), false);
        Sighting seen = last.updateAndGet(before ->
                        Optional.of(before.map(known -> known.next(now)).orElse(now)))
                .orElse(now);
        return record.holder().map(holder -> new Lock(holder, record.acquired(), seen.life(time.nanos())));
    }
}

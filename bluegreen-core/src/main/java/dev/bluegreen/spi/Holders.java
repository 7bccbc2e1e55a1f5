package dev.bluegreen.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a platform object knows of the holders of its locks: those that it started itself, and since when a record is as it was
 * seen last. Whether a holder lives is judged by that, and never by comparing the clocks of two machines. A platform keeps
 * one for as long as it lives. Thread-safe.
 */
public final class Holders {

    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();

    /** One that knows nothing yet. */
    public Holders() {}

    /**
     * A record as it was seen.
     *
     * @param token of the lock
     * @param sign the holder's last sign of life
     * @param since when the first read that showed it like this was answered, monotonic, in nanoseconds
     * @param last when the last read that showed it like this began, monotonic, in nanoseconds
     * @param renewed true if the same holder had been seen with another one before
     */
    public record Sighting(long token, String sign, long since, long last, boolean renewed) {

        /** How long the record is known to be unchanged. */
        public Duration unchanged() {
            return Duration.ofNanos(Math.max(0, last - since));
        }

        private Sighting next(Sighting now) {
            if (now.token != token) {
                return now;
            }
            return now.sign.equals(sign)
                    ? new Sighting(token, sign, since, Math.max(last, now.last), renewed)
                    : new Sighting(token, now.sign, now.since, now.last, true);
        }
    }

    /**
     * Remembers a record that was read just now.
     *
     * @param asked the start of the read, monotonic, in nanoseconds: the state that it shows is at least as new
     * @param answered the end of the read: the state may be that new, so that silence counts from then
     */
    public Sighting saw(String release, StoredRecord record, long asked, long answered) {
        Sighting now = new Sighting(record.token(), record.signOfLife(), answered, asked, false);
        return sightings.merge(release, now, Sighting::next);
    }

    /** The sighting of a record, if it is the last one seen. */
    public Optional<Sighting> seen(String release, StoredRecord record) {
        return Optional.ofNullable(sightings.get(release))
                .filter(last -> last.token() == record.token() && last.sign().equals(record.signOfLife()));
    }

    /** A holder that works here has taken a lock. */
    public void took(String holder) {
        atWork.add(holder);
    }

    /** A holder that works here has freed its lock, or given it up. */
    public void left(String holder) {
        atWork.remove(holder);
    }

    /** True if a holder was started from here and still has its lock. */
    public boolean isHere(String holder) {
        return atWork.contains(holder);
    }
}

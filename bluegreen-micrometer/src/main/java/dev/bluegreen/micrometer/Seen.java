package dev.bluegreen.micrometer;

import dev.bluegreen.model.Track;
import dev.bluegreen.result.ReleaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this process last saw of one release, for its gauges: not a number where it has seen nothing. Thread-safe. */
final class Seen {

    private static final double MILLIS = 1_000;

    private @Nullable Instant at;
    private @Nullable ReleaseStatus status;
    private double lockHeld = Double.NaN;
    private Optional<Track> active = Optional.empty();
    private boolean activeKnown;

    synchronized void saw(ReleaseStatus now) {
        at = now.at();
        status = now;
        lockHeld = now.lock().isPresent() ? 1 : 0;
        active(now.active());
    }

    synchronized void lock(boolean held, Instant when) {
        at = when;
        lockHeld = held ? 1 : 0;
    }

    /** @param now empty when routers disagree */
    synchronized void active(Optional<Track> now) {
        active = now;
        activeKnown = true;
    }

    /** Traffic may have moved, and nobody has looked since. */
    synchronized void activeUnknown() {
        activeKnown = false;
    }

    synchronized double active(Track track) {
        if (!activeKnown) {
            return Double.NaN;
        }
        return active.equals(Optional.of(track)) ? 1 : 0;
    }

    synchronized double lockHeld() {
        return lockHeld;
    }

    synchronized double readyPods(Track track) {
        return status == null ? Double.NaN : status.world().workload(track).ready();
    }

    synchronized double drift() {
        if (status == null) {
            return Double.NaN;
        }
        return status.strayed() ? 1 : 0;
    }

    /** In seconds. */
    synchronized double standbyRemaining(Instant now) {
        return status == null
                ? Double.NaN
                : status.standby()
                        .map(standby -> Math.max(0, seconds(now, standby.until())))
                        .orElse(0.0);
    }

    /** In seconds. */
    synchronized double age(Instant now) {
        return at == null ? Double.NaN : Math.max(0, seconds(at, now));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }
}

package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Results of all requests so far. Thread-safe. */
final class Ledger {

    private final List<TrafficRequest> requests = new ArrayList<>();
    private final Map<Track, Long> answeredByTrack = new EnumMap<>(Track.class);
    private long failed;

    synchronized void add(TrafficRequest request) {
        requests.add(request);
        if (request.failed()) {
            failed++;
        } else if (request.track() != null) {
            answeredByTrack.merge(request.track(), 1L, Long::sum);
        }
        notifyAll();
    }

    synchronized long ended() {
        return requests.size();
    }

    synchronized long answered() {
        return requests.size() - failed;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized long answeredBy(Track track) {
        return answeredByTrack.getOrDefault(track, 0L);
    }

    synchronized List<TrafficRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Waits in real time until a condition holds.
     *
     * @throws IllegalStateException if it does not hold within the limit, or the thread is interrupted
     */
    synchronized void await(String what, Duration limit, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(giveUp - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("waited " + Wording.of(limit) + " for " + what + "; so far "
                        + requests.size() + " requests ended, " + failed + " of them failed");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + what, e);
            }
        }
    }
}

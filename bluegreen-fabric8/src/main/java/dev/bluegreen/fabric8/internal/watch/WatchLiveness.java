package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Liveness of one watch: alive while it is connected and received something recently. An API server sends a bookmark about
 * once a minute to an idle watch; without one, a list finds out whether anything was missed. Checked by readers; nothing runs
 * between two reads. Thread-safe.
 */
final class WatchLiveness<T extends HasMetadata> {

    /** A bookmark is due after 60 s, or up to a quarter more. */
    static final Duration QUIET = Duration.ofSeconds(80);

    static final Duration SILENT = Duration.ofSeconds(100);

    /** Grace for the reopening of a watch every few minutes, which takes a second. */
    private static final Duration BLINK = Duration.ofSeconds(3);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final SharedIndexInformer<T> informer;
    private final Supplier<List<T>> list;
    private final Runnable onDeaf;
    private final Time time;
    private String version = "";
    private Beat heard;
    private Beat looked;
    private Beat lost;
    private Optional<Beat> probed = Optional.empty();
    private boolean connected;
    private boolean missing;

    /** @param onDeaf called on a new thread when the watch must be reopened: it missed a change, or does not reconnect */
    WatchLiveness(SharedIndexInformer<T> informer, Supplier<List<T>> list, Time time, Runnable onDeaf) {
        this.informer = informer;
        this.list = list;
        this.time = time;
        this.onDeaf = onDeaf;
        this.heard = Beat.now(time);
        this.looked = heard;
        this.lost = heard;
    }

    /** A moment on the wall clock and on the monotonic clock. */
    private record Beat(Instant at, long nanos) {

        static Beat now(Time time) {
            return new Beat(time.now(), time.nanos());
        }

        Duration since(Beat earlier) {
            return Duration.ofNanos(nanos - earlier.nanos);
        }

        Beat minus(Duration by) {
            return new Beat(at.minus(by), nanos - by.toNanos());
        }
    }

    /** Time since which the watch's view is stale; empty while it is current. */
    synchronized Optional<Instant> unseenSince() {
        Beat now = Beat.now(time);
        if (!isConnected()) {
            lost = connected ? now : lost;
            connected = false;
            if (now.since(lost).compareTo(BLINK) >= 0 && mayProbe(now)) {
                probed = Optional.of(now);
                time.fork("bluegreen-probe", this::reopen);
            }
            return Optional.of(looked.at());
        }
        hear(now);
        Duration quiet = now.since(heard);
        if (quiet.compareTo(QUIET) >= 0 && mayProbe(now)) {
            probed = Optional.of(now);
            time.fork("bluegreen-probe", () -> probe(now));
        }
        if (quiet.compareTo(SILENT) >= 0) {
            return Optional.of(heard.at());
        }
        looked = now;
        return Optional.empty();
    }

    /** Records activity. After a long time without a reader, the length of the silence is unknown. */
    private void hear(Beat now) {
        String latest = String.valueOf(informer.lastSyncResourceVersion());
        if (!connected || !latest.equals(version)) {
            heard = now;
        } else if (now.since(looked).compareTo(SILENT) >= 0 && now.since(heard).compareTo(SILENT) >= 0) {
            heard = now.minus(QUIET);
        }
        connected = true;
        version = latest;
    }

    private boolean mayProbe(Beat now) {
        return probed.filter(last -> now.since(last).compareTo(AGAIN) < 0).isEmpty();
    }

    /** Reopens the watch at once when the API server responds: the client itself backs off ever longer. */
    private void reopen() {
        if (answers()) {
            onDeaf.run();
        }
    }

    private boolean answers() {
        try {
            return list.get() != null;
        } catch (RuntimeException away) {
            return false;
        }
    }

    private void probe(Beat sent) {
        try {
            found(sent, versions(list.get()).equals(versions(informer.getStore().list())));
        } catch (RuntimeException unanswered) {
            // No response says nothing about the watch, which stays as silent as before.
        }
    }

    /** Records the result of a list; a difference counts only the second time, as the event may still arrive. */
    private void found(Beat sent, boolean same) {
        boolean deaf;
        synchronized (this) {
            deaf = !same && missing && version.equals(String.valueOf(informer.lastSyncResourceVersion()));
            missing = !same && !deaf;
            heard = same && !sent.since(heard).isNegative() ? sent : heard;
        }
        if (deaf) {
            onDeaf.run();
        }
    }

    private static Map<String, String> versions(List<? extends HasMetadata> objects) {
        return objects.stream()
                .collect(Collectors.toMap(
                        object -> object.getMetadata().getName(),
                        object -> String.valueOf(object.getMetadata().getResourceVersion()),
                        (one, other) -> other));
    }

    /** False also for an informer that fails to answer while it is being stopped. */
    private boolean isConnected() {
        try {
            return informer.isRunning() && informer.isWatching();
        } catch (RuntimeException stopping) {
            return false;
        }
    }
}

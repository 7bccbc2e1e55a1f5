package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.link.Holds;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.request.ApiLatency;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** How long requests take: those that read a collection until the cache of its kind is up to date. Thread-safe. */
final class ServerPace {

    /** Others are refused at once. */
    private static final Pattern VERSION = Pattern.compile("\\d{0,18}");

    private final ObjectStore store;
    private final Time time;
    private final Holds holds;
    private final Deque<Write> recent = new ArrayDeque<>();
    private long seenByAll;
    private volatile ApiLatency latency = ApiLatency.none();

    private record Write(long version, String kind, long at) {}

    ServerPace(ObjectStore store, Time time, Holds holds) {
        this.store = store;
        this.time = time;
        this.holds = holds;
        store.subscribe(this::committed);
    }

    void take(ApiLatency next) {
        latency = next;
    }

    Duration ofDiscovery() {
        return latency.of("get");
    }

    /** How long after a commit its event is sent to those who watch. */
    Duration watchLag() {
        return latency.watchLag();
    }

    /** How long this request takes if it begins now; a watch opens at once. */
    Duration of(ApiCall call) {
        return switch (call.verb()) {
            case "watch" -> Duration.ZERO;
            case "list" -> latency.of("list").plus(untilFresh(call));
            default -> latency.of(call.verb());
        };
    }

    /**
     * Runs a task so much later, and lets time pass until then, whoever waits.
     *
     * @param whenSet runs when that is sure to happen, before time can pass
     */
    void after(Duration by, Runnable task, Runnable whenSet) {
        Runnable release = holds.hold();
        CompletableFuture<Runnable> passing = new CompletableFuture<>();
        time.after(by, () -> {
            task.run();
            passing.join().run();
            release.run();
        });
        whenSet.run();
        passing.complete(holds.pauseCaller());
    }

    private void committed(StoreEvent event) {
        String kind = event.key().groupResource();
        synchronized (this) {
            forgetOld();
            recent.addLast(new Write(event.resourceVersion(), kind, time.nanos()));
        }
    }

    /** A list of the version 0 takes what the cache has, and the next page of a list is of the version of its first. */
    private Duration untilFresh(ApiCall call) {
        String asked = call.query().getOrDefault("resourceVersion", "");
        boolean fromCache = asked.equals("0") || call.query().containsKey("continue");
        if (fromCache || !VERSION.matcher(asked).matches()) {
            return Duration.ZERO;
        }
        long version = asked.isEmpty() ? store.resourceVersion() : Long.parseLong(asked);
        return untilSeen(version, call.keyOf("").groupResource());
    }

    /** A cache hears of writes of its own kind by their events, of others by the word of etcd that it asks for. */
    private synchronized Duration untilSeen(long version, String kind) {
        forgetOld();
        if (version <= seenByAll) {
            return Duration.ZERO;
        }
        long all = latency.cacheLag().toNanos();
        long own = Math.min(all, latency.watchLag().toNanos());
        long at = recent.stream()
                .filter(write -> write.version() >= version)
                .mapToLong(write -> write.at() + (write.kind().equals(kind) ? own : all))
                .min()
                .orElse(0);
        return Duration.ofNanos(Math.max(0, at - time.nanos()));
    }

    private void forgetOld() {
        long now = time.nanos();
        long lag = latency.cacheLag().toNanos();
        while (!recent.isEmpty() && recent.getFirst().at() + lag <= now) {
            seenByAll = recent.removeFirst().version();
        }
    }
}

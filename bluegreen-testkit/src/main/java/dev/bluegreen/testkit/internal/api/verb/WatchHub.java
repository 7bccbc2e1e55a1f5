package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Filter;
import dev.bluegreen.testkit.internal.api.call.Watch;
import dev.bluegreen.testkit.internal.api.call.WatchOptions;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.link.Holds;
import dev.bluegreen.testkit.internal.link.WatchLink;
import dev.bluegreen.testkit.internal.link.WatchLinks;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Opens watches, and tells each what is committed. A frame holds time from its commit on, or from when its lag is over.
 * Thread-safe.
 */
public final class WatchHub {

    /** The real server sends a bookmark so long before it closes a watch. */
    private static final Duration LAST_BOOKMARK = Duration.ofSeconds(2);

    private final ObjectStore store;
    private final Time time;
    private final WatchLinks links;
    private final Holds holds;
    private final Executor pool;
    private final Supplier<Duration> lag;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** @param lag how long after a commit its frame is sent */
    public WatchHub(
            ObjectStore store, Time time, WatchLinks links, Holds holds, Executor pool, Supplier<Duration> lag) {
        this.store = store;
        this.time = time;
        this.links = links;
        this.holds = holds;
        this.pool = pool;
        this.lag = lag;
        store.subscribe(event -> subscriptions.forEach(subscription -> subscription.tell(event)));
    }

    /** Starts a watch: with all current objects, or with what happened since the given version. */
    public Watch open(ApiCall call) {
        Optional<WatchLink> linked = links.find(call.watchId());
        WatchOptions options = WatchOptions.of(call, time);
        return store.atomically(() -> {
            Filter filter = Filter.of(call);
            Watch watch =
                    new Watch(linked.orElseGet(WatchLink::new), linked.isPresent(), pool, call.client(), this::forget);
            Subscription subscription = new Subscription(watch, call, filter, options);
            subscription.begin();
            options.timeout().ifPresent(subscription::endAfter);
            return watch;
        });
    }

    /** Closes every watch of a client. */
    public void closeAll(String client) {
        subscriptions.stream()
                .map(Subscription::watch)
                .filter(watch -> watch.client().equals(client))
                .forEach(Watch::finish);
    }

    /** Closes every watch. */
    public void closeAll() {
        subscriptions.forEach(subscription -> subscription.watch().finish());
    }

    /** Sends every watch that asked for bookmarks one of the current version. */
    public void bookmark() {
        store.atomically(() -> {
            subscriptions.forEach(Subscription::bookmark);
            return store.resourceVersion();
        });
    }

    public int open() {
        return subscriptions.size();
    }

    /** What the clients still watch: those they have closed, but whose connection is not gone yet, are left out. */
    public List<String> wanted() {
        return subscriptions.stream()
                .filter(subscription -> subscription.watch().isWanted())
                .map(Subscription::toString)
                .toList();
    }

    private void forget(Watch watch) {
        subscriptions.removeIf(subscription -> subscription.watch() == watch);
    }

    private final class Subscription {

        private final Watch watch;
        private final ApiCall call;
        private final Filter filter;
        private final WatchOptions options;
        private final Deque<Supplier<String>> late = new ArrayDeque<>();
        private boolean began;

        Subscription(Watch watch, ApiCall call, Filter filter, WatchOptions options) {
            this.watch = watch;
            this.call = call;
            this.filter = filter;
            this.options = options;
        }

        Watch watch() {
            return watch;
        }

        @Override
        public String toString() {
            String place = call.namespace().isEmpty() ? "all namespaces" : "namespace " + call.namespace();
            return "watch " + call.resource().plural() + " in " + place + " by " + call.client();
        }

        /** Called with the store's lock held, so that no commit falls between the past and the subscription. */
        void begin() {
            if (options.from() == 0) {
                filter.current(store).forEach(tree -> send("ADDED", tree));
                subscriptions.add(this);
            } else {
                replay(options.from());
            }
            if (options.initialEvents()) {
                bookmark(Map.of("k8s.io/initial-events-end", "true"));
            }
            began = true;
        }

        /** The timers of a watch that its client has closed find nothing to do. */
        void endAfter(Duration timeout) {
            if (options.bookmarks() && timeout.compareTo(LAST_BOOKMARK) > 0) {
                Time.Timer unused = time.after(
                        timeout.minus(LAST_BOOKMARK),
                        () -> store.atomically(() -> {
                            bookmark();
                            return store.resourceVersion();
                        }));
            }
            Time.Timer unused = time.after(timeout, watch::finish);
        }

        private void replay(long from) {
            Optional<List<StoreEvent>> missed =
                    from > store.resourceVersion() ? Optional.of(List.of()) : store.eventsAfter(from);
            if (missed.isPresent()) {
                missed.get().forEach(this::tell);
                subscriptions.add(this);
            } else {
                ApiError gone =
                        ApiError.expired("too old resource version: " + from + " (" + store.resourceVersion() + ")");
                sendFrame("ERROR", gone.status());
                watch.finish();
            }
        }

        /** Seen through a selector, a change of labels is a coming or a going. */
        void tell(StoreEvent event) {
            if (!filter.covers(event.key())) {
                return;
            }
            Map<String, Object> before = event.before();
            boolean was = before != null && filter.matches(before);
            boolean is = event.after() != null && filter.matches(event.after());
            if (is) {
                send(was ? "MODIFIED" : "ADDED", event.latest());
            } else if (before != null && was) {
                send("DELETED", withVersion(before, event.resourceVersion()));
            }
        }

        void bookmark() {
            bookmark(Map.of());
        }

        private void bookmark(Map<String, Object> annotations) {
            if (options.bookmarks()) {
                Map<String, Object> metadata = new LinkedHashMap<>();
                metadata.put("resourceVersion", Long.toString(store.resourceVersion()));
                if (!annotations.isEmpty()) {
                    metadata.put("annotations", annotations);
                }
                sendFrame(
                        "BOOKMARK",
                        Map.of("kind", call.resource().kind(), "apiVersion", call.apiVersion(), "metadata", metadata));
            }
        }

        private void send(String type, Map<String, Object> tree) {
            sendFrame(type, Presented.object(call, tree));
        }

        private void sendFrame(String type, Map<String, Object> object) {
            Map<String, Object> frame = new LinkedHashMap<>();
            frame.put("type", type);
            frame.put("object", object);
            send(() -> Json.write(frame));
        }

        /** What the watch begins with is known; all else waits its turn. Called with the store's lock held. */
        private void send(Supplier<String> text) {
            Duration by = lag.get();
            synchronized (late) {
                if (began && (!by.isZero() || !late.isEmpty())) {
                    late.addLast(text);
                    time.after(by, this::sendLate);
                } else {
                    watch.send(text, holds.hold());
                }
            }
        }

        private void sendLate() {
            synchronized (late) {
                watch.send(late.removeFirst(), holds.hold());
            }
        }

        private Map<String, Object> withVersion(Map<String, Object> tree, long version) {
            Map<String, Object> copy = Trees.copy(tree);
            Trees.child(copy, "metadata").put("resourceVersion", Long.toString(version));
            return copy;
        }
    }
}

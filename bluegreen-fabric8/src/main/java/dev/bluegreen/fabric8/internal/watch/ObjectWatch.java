package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Watches the objects of one kind with given fields, such as one by its name; complete objects. Thread-safe. */
public final class ObjectWatch implements AutoCloseable {

    private final Topic topic;
    private final ChangeListeners listeners = new ChangeListeners();
    private final Reopening<Only> watches;

    /**
     * What is watched.
     *
     * @param fields as in a field selector
     */
    record Subject(ObjectKind kind, String namespace, Map<String, String> fields) {

        private String name() {
            return fields.getOrDefault("metadata.name", "");
        }
    }

    ObjectWatch(Kube kube, Time time, Subject subject) {
        this.topic = new Topic(subject.kind().plural(), subject.toString());
        this.watches = new Reopening<>(kube, time, onDeaf -> new Only(kube, time, subject, topic, listeners, onDeaf));
    }

    /** The objects as seen; empty while the watch is not open. Does not wait. */
    public Optional<List<GenericKubernetesResource>> seen() {
        return watches.warm(Only::synced).map(only -> only.cache.list());
    }

    /** Time since which the view is stale; empty while it is current, and before it was opened. */
    public Optional<Instant> unseenSince() {
        return watches.closed()
                .or(() -> watches.warm(Only::synced)
                        .flatMap(only -> only.cache.liveness().unseenSince()));
    }

    /**
     * Calls back after changes; never after it was closed. Waits until the watch is open.
     *
     * @throws dev.bluegreen.model.PlatformException if it cannot be opened
     */
    public Subscription subscribe(Runnable onChange) {
        Only open = watches.ready(Only::synced);
        return open.listeners.add(Set.of(topic), onChange);
    }

    @Override
    public void close() {
        watches.close();
    }

    /** The one informer. */
    private static final class Only implements Reopening.Opened {

        private final Cache<GenericKubernetesResource> cache;
        private final ChangeListeners listeners;

        Only(Kube kube, Time time, Subject subject, Topic topic, ChangeListeners listeners, Consumer<Only> onDeaf) {
            this.listeners = listeners;
            this.cache = new Cache.Opening(kube, listeners, time, () -> onDeaf.accept(this))
                    .cache(
                            subject.kind()
                                    .in(kube.watching(), subject.namespace())
                                    .withFields(subject.fields()),
                            subject.kind().call("watch", subject.name(), subject.namespace()),
                            UnaryOperator.identity(),
                            object -> Set.of(topic));
        }

        @Override
        public CompletableFuture<Void> synced() {
            return cache.started();
        }

        @Override
        public void close() {
            cache.stop();
        }
    }
}

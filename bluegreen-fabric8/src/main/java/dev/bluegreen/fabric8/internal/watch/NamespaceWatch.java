package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Waiting;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one namespace, opened on first use and shared by all releases. Readers wait until they are open.
 * Thread-safe.
 */
public final class NamespaceWatch implements KnownPods, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Kube kube;
    private final Time time;
    private final ChangeListeners listeners = new ChangeListeners();
    private @Nullable Caches caches;
    private @Nullable Caches renewed;
    private Optional<Instant> closed = Optional.empty();

    public NamespaceWatch(Kube kube, Time time) {
        this.kube = kube;
        this.time = time;
    }

    public List<Service> services() {
        return routing().services();
    }

    /** The Services, if the watches are open. */
    public Optional<List<Service>> servicesIfWarm() {
        return warm().map(Caches::services);
    }

    /** The pods that carry a label, if the watches are open and current. */
    public Optional<List<Pod>> labelledIfSeen(String key, String value) {
        return current().map(seen -> seen.pods(key, value));
    }

    /** A Service, if the watches are open and current, and show it. */
    public Optional<Service> serviceIfSeen(String name) {
        return current().flatMap(seen -> seen.service(name));
    }

    private Optional<Caches> current() {
        return warm().filter(seen -> seen.routingUnseenSince().isEmpty());
    }

    private synchronized Optional<Caches> warm() {
        return Optional.ofNullable(caches).filter(open -> closed.isEmpty() && isUsable(open.routing()));
    }

    public Optional<Service> service(String name) {
        return routing().service(name);
    }

    public List<Deployment> deployments() {
        return ready().deployments();
    }

    public Optional<Deployment> deployment(String name) {
        return ready().deployment(name);
    }

    public List<EndpointSlice> slicesOf(String service) {
        return routing().slicesOf(service);
    }

    @Override
    public Optional<Pod> named(String name) {
        return routing().pod(name);
    }

    @Override
    public List<Pod> at(String address) {
        return routing().podsAt(address);
    }

    @Override
    public List<Pod> labelled(String key, String value) {
        return routing().pods(key, value);
    }

    /** Time since which the view of routing is stale; empty while it is current. */
    public Optional<Instant> routingUnseenSince() {
        return closed().or(() -> routing().routingUnseenSince());
    }

    /** The same for all watches. */
    public Optional<Instant> unseenSince() {
        return closed().or(() -> ready().unseenSince());
    }

    /** Time of closing; empty while open. */
    public synchronized Optional<Instant> closed() {
        return closed;
    }

    /** Calls back after changes of the topics; never after it was closed. */
    public Subscription subscribe(Collection<Topic> topics, Runnable onChange) {
        if (topics.stream().allMatch(Topic::isOfRouting)) {
            routing();
        } else {
            ready();
        }
        return listeners.add(topics, onChange);
    }

    @Override
    public synchronized void close() {
        closed = closed.or(() -> Optional.of(time.now()));
        drop(caches);
        drop(renewed);
    }

    private Caches ready() {
        return ready(Caches::synced);
    }

    /** Waits for all but Deployments: a proof needs neither them nor the permission to watch them. */
    private Caches routing() {
        return ready(Caches::routing);
    }

    private Caches ready(Function<Caches, CompletableFuture<Void>> part) {
        Caches open = open();
        return isUsable(part.apply(open)) ? open : await(open, part.apply(open));
    }

    private Caches await(Caches open, CompletableFuture<Void> part) {
        Time.Signal done = time.signal();
        CompletionStage<Void> unused = part.whenComplete((nothing, error) -> done.raise());
        if (!Waiting.until(done, PATIENCE, part::isDone)) {
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT,
                    "the watches of namespace " + kube.namespace() + " did not open within " + Wording.of(PATIENCE));
        }
        return requireSynced(open, part);
    }

    private Caches requireSynced(Caches open, CompletableFuture<Void> part) {
        try {
            part.join();
            return open;
        } catch (CompletionException error) {
            drop(open);
            throw error.getCause() instanceof PlatformException known
                    ? known
                    : new PlatformException(
                            PlatformException.Kind.TRANSIENT, "cannot watch namespace " + kube.namespace(), error);
        }
    }

    private synchronized Caches open() {
        if (closed.isPresent()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "the platform of namespace " + kube.namespace()
                            + " is closed; create a new one, and build the release on it");
        }
        Caches open = caches;
        if (open == null) {
            open = opened();
            caches = open;
        }
        return open;
    }

    private Caches opened() {
        return new Caches(kube, listeners, time, this::renew);
    }

    /** Opens new watches after a missed change; until they are open the old ones are used, and reported as stale. */
    private synchronized void renew(Caches deaf) {
        if (closed.isPresent() || caches != deaf || renewed != null) {
            return;
        }
        Caches fresh = opened();
        renewed = fresh;
        CompletionStage<Void> unused =
                fresh.synced().whenComplete((nothing, error) -> renewed(deaf, fresh, error == null));
    }

    private synchronized void renewed(Caches deaf, Caches fresh, boolean stands) {
        renewed = renewed == fresh ? null : renewed;
        if (stands && closed.isEmpty() && caches == deaf) {
            caches = fresh;
            deaf.close();
        } else {
            fresh.close();
        }
    }

    /** Closes unusable watches, so that the next reader opens new ones. */
    private synchronized void drop(@Nullable Caches old) {
        if (old != null) {
            old.close();
            caches = caches == old ? null : caches;
        }
    }

    private static boolean isUsable(CompletableFuture<Void> part) {
        return part.isDone() && !part.isCompletedExceptionally();
    }
}

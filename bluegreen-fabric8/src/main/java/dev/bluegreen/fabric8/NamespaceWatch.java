package dev.bluegreen.fabric8;

import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is watched in one namespace: opened on first need, one set of watches however many releases there are. Every
 * reader waits until the watches stand. Thread-safe.
 */
final class NamespaceWatch implements KnownPods, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final String namespace;
    private final Time time;
    private final Interests interests = new Interests();
    private @Nullable Caches caches;
    private boolean closed;

    NamespaceWatch(KubernetesClient client, String namespace, Time time) {
        this.client = client;
        this.namespace = namespace;
        this.time = time;
    }

    List<Service> services() {
        return ready().services();
    }

    /** The Services, if they are watched already. */
    synchronized Optional<List<Service>> servicesIfWarm() {
        Caches open = caches;
        return open != null && isUsable(open) ? Optional.of(open.services()) : Optional.empty();
    }

    Optional<Service> service(String name) {
        return ready().service(name);
    }

    List<Deployment> deployments() {
        return ready().deployments();
    }

    Optional<Deployment> deployment(String name) {
        return ready().deployment(name);
    }

    List<EndpointSlice> slicesOf(String service) {
        return ready().slicesOf(service);
    }

    @Override
    public Optional<Pod> named(String name) {
        return ready().pod(name);
    }

    @Override
    public List<Pod> at(String address) {
        return ready().podsAt(address);
    }

    @Override
    public List<Pod> labelled(String key, String value) {
        return ready().pods(key, value);
    }

    /** Calls back after changes of the topics; never after it was closed. */
    Subscription subscribe(Collection<Topic> topics, Runnable onChange) {
        ready();
        return interests.add(topics, onChange);
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop(caches);
    }

    private Caches ready() {
        Caches open = open();
        return isUsable(open) ? open : await(open);
    }

    private Caches await(Caches open) {
        Time.Signal done = time.signal();
        CompletionStage<Void> synced = open.synced();
        synced.whenComplete((nothing, error) -> done.raise());
        if (!Waiting.until(done, PATIENCE, () -> open.synced().isDone())) {
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT,
                    "the watches of namespace " + namespace + " did not open within " + PATIENCE.toSeconds() + " s");
        }
        return requireSynced(open);
    }

    private Caches requireSynced(Caches open) {
        try {
            open.synced().join();
            return open;
        } catch (CompletionException error) {
            drop(open);
            throw error.getCause() instanceof PlatformException known
                    ? known
                    : new PlatformException(
                            PlatformException.Kind.TRANSIENT, "cannot watch namespace " + namespace, error);
        }
    }

    private synchronized Caches open() {
        if (closed) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "the platform of namespace " + namespace
                            + " is closed; make a new one, and build the release on that");
        }
        Caches open = caches;
        if (open == null) {
            open = new Caches(client, namespace, interests);
            caches = open;
        }
        return open;
    }

    /** Ends watches that are of no use, so that the next reader opens new ones. */
    private synchronized void drop(@Nullable Caches old) {
        if (old != null) {
            old.close();
            caches = caches == old ? null : caches;
        }
    }

    private static boolean isUsable(Caches open) {
        return open.synced().isDone() && !open.synced().isCompletedExceptionally();
    }
}

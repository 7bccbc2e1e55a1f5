package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watches of one namespace, opened on first use and shared by all releases. Readers wait until they are open.
 * Thread-safe.
 */
public final class NamespaceWatch implements KnownPods, AutoCloseable {

    private final Kube kube;
    private final Time time;
    private final ChangeListeners listeners = new ChangeListeners();
    private final Reopening<Caches> caches;
    private final Map<ObjectWatch.Subject, ObjectWatch> objects = new ConcurrentHashMap<>();

    public NamespaceWatch(Kube kube, Time time) {
        this.kube = kube;
        this.time = time;
        this.caches = new Reopening<>(kube, time, onDeaf -> new Caches(kube, listeners, time, onDeaf));
    }

    /** The watch of one object of a kind, shared by all that ask for it; opened on first use, closed with this one. */
    public ObjectWatch object(ObjectKind kind, String name) {
        return object(kind, kube.namespace(), name);
    }

    /** The same for an object of another namespace. */
    public ObjectWatch object(ObjectKind kind, String namespace, String name) {
        return objects(new ObjectWatch.Subject(kind, namespace, Map.of("metadata.name", name)));
    }

    /** The watch of all objects of a kind; the same. */
    public ObjectWatch objects(ObjectKind kind) {
        return objects(new ObjectWatch.Subject(kind, kube.namespace(), Map.of()));
    }

    /** The watch of the Events about an object; the same. */
    public ObjectWatch eventsOf(ObjectKind kind, String name) {
        return objects(new ObjectWatch.Subject(
                ObjectKind.EVENT,
                kube.namespace(),
                Map.of("involvedObject.kind", kind.kind(), "involvedObject.name", name)));
    }

    private ObjectWatch objects(ObjectWatch.Subject subject) {
        return objects.computeIfAbsent(subject, key -> {
            ObjectWatch opened = new ObjectWatch(kube, time, key);
            caches.closed().ifPresent(at -> opened.close());
            return opened;
        });
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

    private Optional<Caches> warm() {
        return caches.warm(Caches::routing);
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
    public Optional<Instant> closed() {
        return caches.closed();
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
    public void close() {
        caches.close();
        objects.values().forEach(ObjectWatch::close);
    }

    private Caches ready() {
        return caches.ready(Caches::synced);
    }

    /** Waits for all but Deployments: a proof needs neither them nor the permission to watch them. */
    private Caches routing() {
        return caches.ready(Caches::routing);
    }
}

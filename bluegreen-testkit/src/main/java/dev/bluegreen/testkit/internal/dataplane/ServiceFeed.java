package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Tells, with each commit that concerns a Service's endpoints, what they are now. Thread-safe. */
public final class ServiceFeed implements AutoCloseable {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final ObjectStore store;
    private final List<BiConsumer<ResourceKey, ServiceView>> followers = new CopyOnWriteArrayList<>();
    private final Runnable unsubscribe;

    /** Follows the store from now on. */
    public ServiceFeed(ObjectStore store) {
        this.store = store;
        this.unsubscribe = store.subscribe(this::follow);
    }

    /**
     * Tells the follower every change from now on, in order, with the store's lock held: it must only note what to do.
     *
     * @return ends that
     */
    public Runnable follow(BiConsumer<ResourceKey, ServiceView> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** A Service as it is now. */
    public ServiceView view(ResourceKey service) {
        return store.atomically(() -> view(service, store.resourceVersion()));
    }

    /** All Services there are. */
    public List<ResourceKey> services() {
        return store.list("", "services", null).stream()
                .map(tree -> ResourceKey.core(
                        "services", Trees.text(tree, "metadata", "namespace"), Trees.text(tree, "metadata", "name")))
                .toList();
    }

    /**
     * The Service, which has to be there.
     *
     * @throws ConfigurationException if it is not; names those that are
     */
    public Map<String, Object> require(ResourceKey service) {
        return store.get(service)
                .orElseThrow(() -> new ConfigurationException("Service: " + Wording.quoted(service.name())
                        + " is not in namespace " + service.namespace() + "; there are "
                        + services().stream()
                                .filter(other -> other.namespace().equals(service.namespace()))
                                .map(ResourceKey::name)
                                .toList()));
    }

    /** The ports of a Service, in their order there. */
    public static List<Integer> ports(Map<String, Object> service) {
        return Trees.maps(service, "spec", "ports").stream()
                .map(port -> Math.toIntExact(Trees.integer(port, "port").orElseThrow()))
                .toList();
    }

    /**
     * The port of a Service that somebody means by its number or its name.
     *
     * @param port empty for the first there is
     * @return empty if the Service has no such port
     */
    public static Optional<Integer> port(Map<String, Object> service, Object port) {
        return Trees.maps(service, "spec", "ports").stream()
                .filter(declared ->
                        port.equals("") || port.equals(declared.get("port")) || port.equals(declared.get("name")))
                .map(declared -> Math.toIntExact(Trees.integer(declared, "port").orElseThrow()))
                .findFirst();
    }

    @Override
    public void close() {
        unsubscribe.run();
    }

    private void follow(StoreEvent event) {
        if (event.key().is("", "services")) {
            tell(event.key(), event.resourceVersion());
        } else if (event.key().is("discovery.k8s.io", "endpointslices")) {
            String service = Trees.text(event.latest(), "metadata", "labels", SERVICE_NAME);
            tell(ResourceKey.core("services", event.key().namespace(), service), event.resourceVersion());
        }
    }

    private void tell(ResourceKey service, long version) {
        ServiceView view = view(service, version);
        followers.forEach(follower -> follower.accept(service, view));
    }

    private ServiceView view(ResourceKey service, long version) {
        return new ServiceView(version, store.get(service).orElse(Map.of()), slices(service));
    }

    private List<Map<String, Object>> slices(ResourceKey service) {
        return store.labelled(
                "discovery.k8s.io", "endpointslices", service.namespace(), Map.of(SERVICE_NAME, service.name()));
    }
}

package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.ApiErrors;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The four running informers of one namespace. */
final class Caches implements AutoCloseable {

    private static final String BY_TOPIC = "topic";

    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final SharedIndexInformer<Pod> pods;
    private final CompletableFuture<Void> routing;
    private final CompletableFuture<Void> synced;
    private final List<WatchLiveness<?>> ofRouting;
    private final WatchLiveness<Deployment> ofDeployments;

    /**
     * Starts them; they are usable once {@link #synced()} completes.
     *
     * @param onDeaf called when one of them has missed a change
     */
    Caches(KubernetesClient client, String namespace, ChangeListeners listeners, Time time, Consumer<Caches> onDeaf) {
        var ofServices = client.services().inNamespace(namespace);
        var ofApps = client.apps().deployments().inNamespace(namespace);
        var ofSlices = client.discovery().v1().endpointSlices().inNamespace(namespace);
        var ofPods = client.pods().inNamespace(namespace);
        services = informer(ofServices, TrimmedStore.services(), Topic::of, listeners);
        deployments = informer(ofApps, TrimmedStore.deployments(), Topic::of, listeners);
        slices = informer(ofSlices, TrimmedStore.slices(), Topic::of, listeners);
        pods = informer(ofPods, TrimmedStore.pods(), Topic::of, listeners);
        Runnable deaf = () -> onDeaf.accept(this);
        ofRouting = List.of(
                new WatchLiveness<>(services, () -> ofServices.list().getItems(), time, deaf),
                new WatchLiveness<>(slices, () -> ofSlices.list().getItems(), time, deaf),
                new WatchLiveness<>(pods, () -> ofPods.list().getItems(), time, deaf));
        ofDeployments = new WatchLiveness<>(deployments, () -> ofApps.list().getItems(), time, deaf);
        routing = CompletableFuture.allOf(
                start(services, new ApiCall("watch", "", "services", "", namespace)),
                start(slices, new ApiCall("watch", "discovery.k8s.io", "endpointslices", "", namespace)),
                start(pods, new ApiCall("watch", "", "pods", "", namespace)));
        synced = CompletableFuture.allOf(
                routing, start(deployments, new ApiCall("watch", "apps", "deployments", "", namespace)));
    }

    /** Completes when all four have listed and watch; fails with a {@code PlatformException} if one cannot. */
    CompletableFuture<Void> synced() {
        return synced;
    }

    /** The same for those that show routing: Services, their slices, and pods. */
    CompletableFuture<Void> routing() {
        return routing;
    }

    /** Time since which one of these is stale; empty while all are current. */
    Optional<Instant> routingUnseenSince() {
        return earliest(ofRouting.stream());
    }

    /** Time since which one of the four is stale; empty while all are current. */
    Optional<Instant> unseenSince() {
        return earliest(Stream.concat(ofRouting.stream(), Stream.of(ofDeployments)));
    }

    /** Checks each, because a watch that is not checked is not known to be alive. */
    private static Optional<Instant> earliest(Stream<WatchLiveness<?>> watches) {
        return watches.map(WatchLiveness::unseenSince).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    List<Service> services() {
        return services.getStore().list();
    }

    Optional<Service> service(String name) {
        return Optional.ofNullable(services.getStore().getByKey(name));
    }

    List<Deployment> deployments() {
        return deployments.getStore().list();
    }

    Optional<Deployment> deployment(String name) {
        return Optional.ofNullable(deployments.getStore().getByKey(name));
    }

    List<EndpointSlice> slicesOf(String service) {
        return slices.getIndexer().byIndex(BY_TOPIC, Topic.slicesOf(service).key());
    }

    List<Pod> pods(String labelKey, String labelValue) {
        return pods.getIndexer()
                .byIndex(BY_TOPIC, Topic.pods(labelKey, labelValue).key());
    }

    Optional<Pod> pod(String name) {
        return Optional.ofNullable(pods.getStore().getByKey(name));
    }

    /** Scans all pods; used only for endpoints of other managers. */
    List<Pod> podsAt(String address) {
        return pods.getStore().list().stream()
                .filter(pod -> PodState.hasAddress(pod, address))
                .toList();
    }

    @Override
    public void close() {
        Stream.of(services, deployments, slices, pods).forEach(SharedIndexInformer::stop);
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> informer(
            Informable<T> what,
            TrimmedStore<T> store,
            Function<T, Collection<Topic>> topics,
            ChangeListeners listeners) {
        return what.runnableInformer(0)
                .itemStore(store)
                .removeNamespaceIndex()
                .addIndexers(Map.of(BY_TOPIC, object -> keys(topics.apply(object))))
                // An error event, or a relist that fails, must not end a watch for good: that would only be logged.
                .exceptionHandler((started, error) -> started)
                .addEventHandler(new Teller<>(topics, listeners));
    }

    private static List<String> keys(Collection<Topic> topics) {
        return topics.stream().map(Topic::key).toList();
    }

    private static CompletableFuture<Void> start(SharedIndexInformer<?> informer, ApiCall call) {
        return informer.start().toCompletableFuture().exceptionally(error -> {
            throw error.getCause() instanceof KubernetesClientException known
                    ? ApiErrors.translate(call, known)
                    : new CompletionException(error);
        });
    }

    /** Notifies listeners of the topics of an object's old and new state. */
    private record Teller<T>(Function<T, Collection<Topic>> topics, ChangeListeners listeners)
            implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T added) {
            listeners.changed(topics.apply(added));
        }

        @Override
        public void onUpdate(T before, T after) {
            listeners.changed(Stream.of(before, after)
                    .flatMap(object -> topics.apply(object).stream())
                    .distinct()
                    .toList());
        }

        @Override
        public void onDelete(T deleted, boolean lastStateUnknown) {
            listeners.changed(topics.apply(deleted));
        }
    }
}

package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The four running informers of one namespace. */
final class Caches implements Reopening.Opened {

    private final Cache<Service> services;
    private final Cache<EndpointSlice> slices;
    private final Cache<Pod> pods;
    private final Cache<Deployment> deployments;
    private final CompletableFuture<Void> routing;
    private final CompletableFuture<Void> synced;

    /**
     * Starts them; they are usable once {@link #synced()} completes.
     *
     * @param onDeaf called when one of them has missed a change
     */
    Caches(Kube kube, ChangeListeners listeners, Time time, Consumer<Caches> onDeaf) {
        Cache.Opening opening = new Cache.Opening(kube, listeners, time, () -> onDeaf.accept(this));
        Shared shared = new Shared();
        Summaries summaries = new Summaries(shared);
        services = opening.cache(Service.class, Summaries::service, Topic::of);
        slices = opening.cache(EndpointSlice.class, summaries::slice, Topic::of);
        pods = opening.cache(Pod.class, new PodSummary(summaries, shared)::of, Topic::of);
        deployments = opening.cache(Deployment.class, summaries::deployment, Topic::of);
        routing = CompletableFuture.allOf(services.started(), slices.started(), pods.started());
        synced = CompletableFuture.allOf(routing, deployments.started());
    }

    /** Completes when all four have listed and watch; fails with a {@code PlatformException} if one cannot. */
    @Override
    public CompletableFuture<Void> synced() {
        return synced;
    }

    /** The same for those that show routing: Services, their slices, and pods. */
    CompletableFuture<Void> routing() {
        return routing;
    }

    /** Time since which one of these is stale; empty while all are current. */
    Optional<Instant> routingUnseenSince() {
        return earliest(services, slices, pods);
    }

    /** Time since which one of the four is stale; empty while all are current. */
    Optional<Instant> unseenSince() {
        return earliest(services, slices, pods, deployments);
    }

    /** Checks each, because a watch that is not checked is not known to be alive. */
    private static Optional<Instant> earliest(Cache<?>... caches) {
        return Stream.of(caches)
                .flatMap(cache -> cache.liveness().unseenSince().stream())
                .min(Comparator.naturalOrder());
    }

    List<Service> services() {
        return services.list();
    }

    Optional<Service> service(String name) {
        return services.named(name);
    }

    List<Deployment> deployments() {
        return deployments.list();
    }

    Optional<Deployment> deployment(String name) {
        return deployments.named(name);
    }

    List<EndpointSlice> slicesOf(String service) {
        return slices.of(Topic.slicesOf(service));
    }

    List<Pod> pods(String labelKey, String labelValue) {
        return pods.of(Topic.pods(labelKey, labelValue));
    }

    Optional<Pod> pod(String name) {
        return pods.named(name);
    }

    /** Scans all pods; used only for endpoints of other managers. */
    List<Pod> podsAt(String address) {
        return pods.list().stream()
                .filter(pod -> PodState.hasAddress(pod, address))
                .toList();
    }

    @Override
    public void close() {
        Stream.of(services, deployments, slices, pods).forEach(Cache::stop);
    }
}

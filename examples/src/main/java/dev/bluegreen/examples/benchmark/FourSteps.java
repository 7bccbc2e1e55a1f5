package dev.bluegreen.examples.benchmark;

import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The least that a proven switch needs, written by hand: read side by side, take a lock, patch and wait for the slices by watch,
 * free the lock. Without checks, without a record, and without an answer to any failure.
 */
final class FourSteps implements Way, Watcher<EndpointSlice> {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Time time;
    private final String app;
    private final BarePatch patch;
    private final Watch watch;
    private final ConcurrentHashMap<String, List<Endpoint>> slices = new ConcurrentHashMap<>();
    private volatile Time.Signal changed;

    FourSteps(KubernetesClient client, Time time, String app) {
        this.client = client;
        this.time = time;
        this.app = app;
        this.patch = new BarePatch(client, app);
        this.changed = time.signal();
        this.watch = client.discovery()
                .v1()
                .endpointSlices()
                .withLabel("kubernetes.io/service-name", Apps.service(app))
                .watch(this);
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(app)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
    }

    @Override
    public String name() {
        return "four steps by hand";
    }

    @Override
    public String app() {
        return app;
    }

    @Override
    public void move(Track to) {
        AtomicReference<Lease> lease = new AtomicReference<>();
        Stream<Runnable> deployments = Stream.of(Track.values())
                .map(track -> () -> client.apps()
                        .deployments()
                        .withName(app + "-" + Apps.name(track))
                        .require());
        Rest.all(
                time,
                Stream.concat(
                                Stream.<Runnable>of(
                                        () -> lease.set(
                                                client.leases().withName(app).require()),
                                        () -> client.services()
                                                .withName(Apps.service(app))
                                                .require()),
                                deployments)
                        .toList());
        Lease held = hold(Objects.requireNonNull(lease.get(), "lease"), "four-steps");
        patch.move(to);
        awaitSlices(to);
        hold(held, null);
    }

    private Lease hold(Lease lease, @Nullable String holder) {
        return client.resource(new LeaseBuilder(lease)
                        .editSpec()
                        .withHolderIdentity(holder)
                        .endSpec()
                        .build())
                .update();
    }

    private void awaitSlices(Track to) {
        long end = time.nanos() + LONGEST.toNanos();
        while (!isOn(to)) {
            if (time.nanos() - end > 0) {
                throw new IllegalStateException("the slices of " + app + " do not follow its Service");
            }
            Rest.await(changed, Duration.ofSeconds(1));
        }
    }

    private boolean isOn(Track to) {
        List<Endpoint> all = slices.values().stream().flatMap(List::stream).toList();
        return !all.isEmpty()
                && all.stream()
                        .allMatch(endpoint -> Optional.ofNullable(endpoint.getTargetRef())
                                .map(ObjectReference::getName)
                                .filter(pod -> pod.startsWith(app + "-" + Apps.name(to) + "-"))
                                .isPresent());
    }

    @Override
    public void eventReceived(Action action, EndpointSlice slice) {
        String name = slice.getMetadata().getName();
        if (action == Action.DELETED) {
            slices.remove(name);
        } else {
            slices.put(name, Optional.ofNullable(slice.getEndpoints()).orElse(List.of()));
        }
        changed.raise();
    }

    @Override
    public void onClose(WatcherException cause) {
        // Then the slices are missing, and the program says so.
    }

    @Override
    public void close() {
        watch.close();
    }
}

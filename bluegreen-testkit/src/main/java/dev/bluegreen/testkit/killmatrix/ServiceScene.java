package dev.bluegreen.testkit.killmatrix;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.memory.VirtualTime;
import dev.bluegreen.testkit.FakeApp;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.law.Fact;
import dev.bluegreen.testkit.law.History;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A release whose routers are Services, on a fake cluster of its own, over real HTTP.
 *
 * @param <P> the platform under test
 */
public final class ServiceScene<P extends Platform> implements KillScene {

    private static final String APP = "shop";
    private static final int PODS = 2;

    private final FakeCluster cluster = FakeCluster.start();
    private final BiFunction<KubernetesClient, Time, P> platforms;
    private final BiFunction<P, String, CutoverStrategy> strategies;
    private final List<String> services;
    private final Set<String> processes = ConcurrentHashMap.newKeySet();
    private final List<Platform> open = new ArrayList<>();
    private final ClusterCalls calls = new ClusterCalls(cluster);
    private final ServiceHistory history;

    /**
     * Sets the scene.
     *
     * @param platforms opens a platform for a process, given its client and the time
     * @param strategies makes the strategy for a Service, given its name
     * @param services how many Services the release has, 1 or more
     */
    public ServiceScene(
            BiFunction<KubernetesClient, Time, P> platforms,
            BiFunction<P, String, CutoverStrategy> strategies,
            int services) {
        this.platforms = platforms;
        this.strategies = strategies;
        this.services = IntStream.rangeClosed(1, services)
                .mapToObj(number -> APP + "-" + number)
                .toList();
        this.history = new ServiceHistory(
                processes,
                this.services.stream()
                        .collect(Collectors.toMap(
                                ServiceHistory::router, service -> TrafficSplit.all(Track.BLUE), (one, other) -> one)),
                Map.of(Track.BLUE, PODS, Track.GREEN, PODS));
        cluster.observe(history);
        FakeApp app = cluster.app(APP).replicas(PODS);
        this.services.forEach(service -> app.service(service).apply());
        cluster.awaitReady();
        history.begin(cluster.time().now());
    }

    /** What it plays on: for scenes in which more goes on than a release. */
    public FakeCluster cluster() {
        return cluster;
    }

    @Override
    public VirtualTime time() {
        return cluster.clock();
    }

    @Override
    public Release process(String name) {
        processes.add(name);
        P platform = platforms.apply(cluster.client(name), cluster.time());
        open.add(platform);
        ReleaseBuilder builder = BlueGreen.release(APP).on(platform).listener(event -> {});
        for (String service : services) {
            builder = builder.cutover(strategies.apply(platform, service));
        }
        return builder.build();
    }

    @Override
    public List<KillCall> calls(String process) {
        return calls.of(process);
    }

    @Override
    public void spoil(String process, KillCall call, Mishap mishap) {
        calls.spoil(process, call, mishap);
    }

    @Override
    public boolean isSpoiled() {
        return calls.areSpoiled();
    }

    @Override
    public History history() {
        return history.history();
    }

    @Override
    public Fact.Rest rest() {
        return history.rest();
    }

    @Override
    public void standUp() {
        for (Deployment deployment : kubectl().apps().deployments().list().getItems()) {
            if (deployment.getSpec().getReplicas() < PODS) {
                kubectl().resource(deployment).scale(PODS);
            }
        }
        cluster.awaitReady();
    }

    @Override
    public void close() {
        open.forEach(Platform::close);
        cluster.close();
    }

    private KubernetesClient kubectl() {
        return cluster.client(FakeCluster.KUBECTL);
    }
}

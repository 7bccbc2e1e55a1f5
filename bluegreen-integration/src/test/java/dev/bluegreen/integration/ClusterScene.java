package dev.bluegreen.integration;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.schedule.Scene;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A schedule's scene over real HTTP: a fake cluster, and a client of its own for each process. */
final class ClusterScene implements Scene {

    private static final String APP = "shop";

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient kubectl = cluster.client(FakeCluster.KUBECTL);
    private final Fabric8Platform witness = platform("witness");
    private final List<Fabric8Platform> platforms = new ArrayList<>();
    private final int routers;

    ClusterScene(int routers, int pods) {
        this.routers = routers;
        cluster.app(APP).replicas(pods).service(name(0)).deploy();
        IntStream.range(1, routers).forEach(this::copyService);
        cluster.settle();
        platforms.add(witness);
    }

    @Override
    public String app() {
        return APP;
    }

    @Override
    public Time time() {
        return cluster.time();
    }

    @Override
    public void advance(Duration by) {
        cluster.clock().advance(by);
    }

    @Override
    public synchronized Platform connect(String process) {
        Fabric8Platform platform = platform(process);
        platforms.add(platform);
        return platform;
    }

    private void copyService(int router) {
        ServiceSpec first = kubectl.services().withName(name(0)).require().getSpec();
        kubectl.services()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name(router))
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(first.getSelector())
                        .withPorts(first.getPorts())
                        .endSpec()
                        .build())
                .create();
    }

    private Fabric8Platform platform(String client) {
        return Fabric8Platform.of(cluster.client(client)).withTime(cluster.time());
    }

    @Override
    public List<CutoverStrategy> routers(Platform connection) {
        Fabric8Platform platform = (Fabric8Platform) connection;
        return IntStream.range(0, routers)
                .<CutoverStrategy>mapToObj(router -> platform.selectorPatch(name(router)))
                .toList();
    }

    @Override
    public TrafficSplit routing(int router) {
        String track = kubectl.services()
                .withName(name(router))
                .require()
                .getSpec()
                .getSelector()
                .get("track");
        return TrafficSplit.all("blue".equals(track) ? Track.BLUE : Track.GREEN);
    }

    @Override
    public int ready(Track track) {
        return (int) pods(track).stream().filter(Readiness::isPodReady).count();
    }

    private List<Pod> pods(Track track) {
        return kubectl.pods().withLabel("app", APP).withLabel("track", label(track)).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    @Override
    public void setReady(Track track, int pods) {
        kubectl.apps().deployments().withName(APP + "-" + label(track)).scale(pods);
    }

    @Override
    public void foreignWrite(int router, Track to) {
        kubectl.services().withName(name(router)).edit(service -> {
            service.getSpec().getSelector().put("track", label(to));
            return service;
        });
    }

    @Override
    public Optional<StoredRecord> record() {
        return witness.records().load(APP);
    }

    @Override
    public boolean provesAtOnce() {
        return false;
    }

    @Override
    public void close() {
        platforms.forEach(Fabric8Platform::close);
        cluster.close();
    }

    private static String name(int router) {
        return "r" + router;
    }

    private static String label(Track track) {
        return track == Track.BLUE ? "blue" : "green";
    }
}

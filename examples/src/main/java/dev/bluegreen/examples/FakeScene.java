package dev.bluegreen.examples;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.time.Duration;
import java.util.Optional;

/** The embedded cluster of the testkit, in real time: a real Kubernetes API and real HTTP, on loopback. */
final class FakeScene implements Scene {

    private static final int REQUESTS_PER_SECOND = 500;

    private final FakeCluster cluster = FakeCluster.startInRealTime();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(cluster.time());

    FakeScene() {
        cluster.applyResource(Quickstart.class, Quickstart.MANIFEST).awaitReady();
    }

    @Override
    public String describe() {
        return "the embedded fake cluster";
    }

    @Override
    public Fabric8Platform platform() {
        return platform;
    }

    @Override
    public Optional<TrafficSpec> traffic() {
        return Optional.of(cluster.traffic(Quickstart.SERVICE)
                .connections(4)
                .newConnections()
                .ratePerSecond(REQUESTS_PER_SECOND));
    }

    @Override
    public boolean tellsTracks() {
        return true;
    }

    /** Here a Service follows its endpoints at once, so a second is plenty; a real cluster needs the default of 30. */
    @Override
    public Duration settleBound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void close() {
        platform.close();
        cluster.close();
    }
}

package dev.bluegreen.examples;

import static dev.bluegreen.testkit.PodSelector.pods;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.contract.CutoverStrategyContract;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A strategy of one's own against the contract: a scene, and nothing else. */
class ConfigMapContractTest extends CutoverStrategyContract {

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client("reader")).withTime(cluster.time());
    private final List<ConfigMapCutover> processes = new ArrayList<>();

    @BeforeEach
    void open() {
        cluster.app("shop").replicas(PODS).deploy();
        new ConfigMapRouter("edge").create(cluster);
    }

    @AfterEach
    void close() {
        processes.forEach(ConfigMapCutover::close);
        platform.close();
        cluster.close();
    }

    @Override
    protected ReleaseSpec release() {
        return ReleaseSpec.of("shop");
    }

    @Override
    protected CutoverStrategy strategy() {
        KubernetesClient client = cluster.client("process-" + processes.size());
        ConfigMapCutover strategy = new ConfigMapCutover(client, platform, "default", "edge");
        processes.add(strategy);
        return strategy;
    }

    @Override
    protected World world() {
        return platform.workloads().read(release());
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        cluster.client(FakeCluster.KUBECTL).configMaps().withName("edge").edit(map -> {
            map.getData().put("track", label(track));
            return map;
        });
    }

    @Override
    protected void makeUnready(Track track) {
        cluster.behave(pods("track=" + label(track)), Behaviour.neverReady());
        cluster.clock().advance(Duration.ofSeconds(2));
    }

    @Override
    protected void settle() {
        cluster.settle();
    }

    @Override
    protected void loseAnswerOfMove() {
        cluster.faults().on("patch").resource("configmaps").nth(1).then(Fault.dropAfter());
    }

    @Override
    protected Time time() {
        return cluster.time();
    }

    private static String label(Track track) {
        return track == Track.BLUE ? "blue" : "green";
    }
}

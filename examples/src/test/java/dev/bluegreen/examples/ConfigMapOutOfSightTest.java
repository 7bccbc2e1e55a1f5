package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only the strategy's own watch is cut off: pods and record are seen all the time. */
class ConfigMapOutOfSightTest {

    private static final String PROXY = "proxy";

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client("releaser")).withTime(cluster.time());
    private final ConfigMapCutover strategy;

    ConfigMapOutOfSightTest() {
        cluster.app("shop").replicas(2).deploy();
        new ConfigMapRouter("edge").create(cluster);
        strategy = new ConfigMapCutover(cluster.client(PROXY), platform, "default", "edge");
    }

    @BeforeEach
    void settle() {
        cluster.settle();
    }

    @AfterEach
    void close() {
        strategy.close();
        platform.close();
        cluster.close();
    }

    @Test
    void aBakeWithABlindWatchOfTheRouterDoesNotSucceed() {
        assertThatThrownBy(() ->
                        release().listener(inTheBake(this::cutOff)).build().switchTo(Track.GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("nothing was seen of ConfigMap/edge for");
    }

    @Test
    void aWatchThatComesBackInTheBakeEndsNothing() {
        CutoverListener listener = inTheBake(() -> {
            cutOff();
            cluster.time().after(Duration.ofSeconds(8), () -> cluster.faults().clear());
        });

        assertThat(release().listener(listener).build().switchTo(Track.GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    private ReleaseBuilder release() {
        return BlueGreen.release("shop").on(platform).cutover(strategy).bake(Duration.ofMinutes(1), Slo.podHealth());
    }

    private void cutOff() {
        cluster.faults().on("watch").resource("configmaps").client(PROXY).then(Fault.status(403));
        cluster.faults().on("list").resource("configmaps").client(PROXY).then(Fault.status(403));
        cluster.dropWatches();
    }

    private static CutoverListener inTheBake(Runnable action) {
        return event -> {
            if (event.kind() == CutoverEvent.Kind.PHASE && event.phase() == Phase.BAKE) {
                action.run();
            }
        };
    }
}

package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The quickstart's own manifest, in virtual time, when something is wrong with GREEN. */
class BrokenQuickstartTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(cluster.time());

    @AfterEach
    void close() {
        platform.close();
        cluster.close();
    }

    @Test
    void theManifestSwitchesWithoutAWarningAsItIs() {
        deploy();

        assertThat(release().plan(GREEN).findings())
                .extracting(Finding::severity)
                .containsOnly(Severity.INFO);
        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(cluster).routes(Quickstart.SERVICE).to(GREEN);
    }

    @Test
    void aGreenThatIsNeverReadyLeavesTrafficOnBlue() {
        cluster.behave(pods("track=green"), Behaviour.neverReady());
        deploy();

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("myapp-green has 0 of 3 required pods ready")
                .hasMessageContaining("traffic is on BLUE");
        assertThat(cluster).routes(Quickstart.SERVICE).to(BLUE);
    }

    @Test
    void aGreenWhosePodsDieAtOnceAfterThePatchSendsTrafficBackToBlue() {
        deploy();
        cluster.service(Quickstart.SERVICE)
                .whenSelects("track", "green", () -> cluster.pods("track=green").kill());

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                .hasMessageContaining("0 pods of GREEN ready")
                .hasMessageContaining("Traffic is on BLUE.");
        assertThat(cluster).routes(Quickstart.SERVICE).to(BLUE);
    }

    private void deploy() {
        cluster.applyResource(Quickstart.class, Quickstart.MANIFEST).awaitReady();
    }

    private Release release() {
        return BlueGreen.release("myapp").on(platform).build();
    }
}

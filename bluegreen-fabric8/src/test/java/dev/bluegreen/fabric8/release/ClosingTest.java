package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A platform of a cluster that is closed ends what is under way while it still sees the cluster, and leaves nothing running. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void inABakeTrafficGoesBackAndIsProven() {
        closeAfter(Duration.ofMinutes(1));

        assertThatThrownBy(
                        () -> site.release().bake(Duration.ofHours(1)).build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                .hasMessageContaining("the platform was closed")
                .hasMessageContaining("Traffic is on BLUE");

        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
        awaitNoWatch();
    }

    @Test
    void inASmokeTestNothingIsMoved() {
        closeAfter(Duration.ofMinutes(1));

        assertThatThrownBy(() -> site.release()
                        .smokeTest(SmokeTest.log("never written").within(Duration.ofMinutes(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("the platform was closed")
                .hasMessageContaining("Nothing was moved; traffic is on BLUE");

        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aClientThatIsClosedBeforeItsPlatformIsNamedAsTheCause() {
        KubernetesClient client = site.cluster.client("brief");
        try (Fabric8Platform platform = Fabric8Platform.of(client).withTime(site.cluster.time())) {
            Release release = BlueGreen.release("myapp")
                    .on(platform)
                    .bake(Duration.ofMinutes(5))
                    .build();
            site.cluster.time().after(Duration.ofSeconds(30), client::close);

            assertThatThrownBy(() -> release.switchTo(GREEN))
                    .isInstanceOfSatisfying(
                            CutoverException.class,
                            stopped -> assertThat(stopped.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION));
            assertThatThrownBy(release::status)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(
                            "the Kubernetes client is closed, and nothing was sent; close the platform first");
        }
        site.cluster.clock().advance(Duration.ofMinutes(1));
        assertThat(site.release().build().recover(Recovery.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void laterCallsAreRefusedAndAskTheServerForNothing() {
        Release release = site.release().build();
        site.platform.close();
        int before = site.cluster.requests().size();

        List.<Runnable>of(
                        () -> release.switchTo(GREEN),
                        release::rollBack,
                        release::recover,
                        release::status,
                        () -> release.plan(GREEN),
                        () -> release.stage(GREEN).image("registry/myapp:v3").apply(),
                        () -> release.retire(BLUE))
                .forEach(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(ClosedException.class)
                        .hasMessageContaining("its platform is closed")
                        .hasMessageContaining("make a new platform"));
        assertThat(site.cluster.requests()).hasSize(before);
    }

    @Test
    void twoHundredReleasesLeaveNoThreadAndNoWatchBehind() {
        Set<Thread> others = ours();
        for (int i = 0; i < 200; i++) {
            Release release = site.release().build();
            if (i % 10 == 0) {
                release.switchTo(i % 20 == 0 ? GREEN : BLUE);
            } else {
                ReleaseStatus unused = release.status();
            }
        }

        site.platform.close();

        awaitNoWatch();
        while (!others.containsAll(ours())) {
            Thread.onSpinWait();
        }
        assertThat(others).containsAll(ours());
    }

    private void closeAfter(Duration time) {
        site.cluster.time().after(time, () -> site.cluster.time().fork("closing", site.platform::close));
    }

    private void awaitNoWatch() {
        while (site.cluster.openWatches() > 0) {
            Thread.onSpinWait();
        }
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bluegreen"))
                .collect(Collectors.toSet());
    }
}

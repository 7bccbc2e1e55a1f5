package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.testkit.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The old track after the switch, over real HTTP. */
class StandbyTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void namesPodsThatDoNotEnd() {
        site.cluster.behave(pods("track=blue"), Behaviour.zombie());
        Release release = site.release().build();
        release.switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofSeconds(30));

        Retirement retired = release.retire(BLUE);

        assertThat(retired.done()).isTrue();
        assertThat(retired.lingering()).hasSize(3).allMatch(pod -> pod.startsWith("myapp-blue-"));
        assertThat(retired.sentence()).contains("after 2 min these pods are still there");
    }

    @Test
    void waitsUntilThePodsAreGone() {
        site.cluster.behave(pods("track=blue"), Behaviour.slowShutdown(Duration.ofSeconds(20)));
        Release release = site.release().build();
        release.switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofSeconds(30));

        assertThat(release.retire(BLUE).lingering()).isEmpty();
        assertThat(release.status().world().blue().pods()).isEmpty();
    }

    @Test
    void aJobRetiresWhatIsDueInTheNamespace() {
        site.cluster.app("other").deploy();
        site.release().standby(Duration.ofHours(1)).build().switchTo(GREEN);
        BlueGreen.release("other")
                .on(site.platform)
                .standby(Duration.ofHours(5))
                .build()
                .switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofHours(2));

        List<Retirement> due = BlueGreen.retireDue(site.platform("job"));

        assertThat(due)
                .extracting(Retirement::release, Retirement::done)
                .containsExactly(tuple("myapp", true), tuple("other", false));
        assertThat(site.kubectl()
                        .apps()
                        .deployments()
                        .withName("myapp-blue")
                        .require()
                        .getSpec()
                        .getReplicas())
                .isZero();
        assertThat(site.lockIsFree()).isTrue();
    }
}

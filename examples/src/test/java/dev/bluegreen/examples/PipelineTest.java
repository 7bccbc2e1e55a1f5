package dev.bluegreen.examples;

import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The result of the pipeline's main class for a CI/CD job: an exit code, and a sentence in its log. */
class PipelineTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    PipelineTest() {
        cluster.app("myapp").deploy();
    }

    @AfterEach
    void close() {
        platform.close();
        cluster.close();
    }

    @Test
    void stagesSwitchesAndGoesBackWithCode0() {
        assertThat(run("myapp", "stage", "green", "registry/myapp:v3")).isZero();
        assertThat(run("myapp", "switch", "green")).isZero();
        assertThat(run("myapp", "status")).isZero();
        assertThat(run("myapp", "back")).isZero();

        assertThat(text())
                .contains("traffic is on GREEN")
                .contains("standby for 24 h")
                .contains("traffic is on BLUE");
    }

    @Test
    void code2WhenRefused() {
        cluster.behave(pods("track=green"), Behaviour.neverReady());
        cluster.pods("track=green").kill();

        assertThat(run("myapp", "switch", "green")).isEqualTo(2);
        assertThat(text()).contains("Nothing was moved; traffic is on BLUE.");
    }

    @Test
    void code2WhenAskedForNonsense() {
        assertThat(run("myapp", "switch", "purple")).isEqualTo(2);
        assertThat(run("myapp", "swich", "green")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("myapp", "extend-standby", "soon")).isEqualTo(2);
        assertThat(text())
                .contains("usage:", "track: 'purple'; give blue or green", "hours: 'soon'; give a whole number");
    }

    @Test
    void code3WhenRolledBack() {
        cluster.service("myapp-svc")
                .whenSelects("track", "green", () -> cluster.pods("track=green").kill());

        assertThat(run("myapp", "switch", "green")).isEqualTo(3);
        assertThat(text()).contains("Traffic is on BLUE.");
    }

    @Test
    void code4WhenAPersonHasToLook() {
        assertThat(Pipeline.code(Outcome.NEEDS_ATTENTION)).isEqualTo(4);
        assertThat(Pipeline.code(Outcome.FROZEN)).isEqualTo(4);
    }

    @Test
    void aCronJobRetiresWhatIsDue() {
        run("myapp", "switch", "green");
        cluster.clock().advance(Duration.ofHours(25));

        assertThat(run("retire-due")).isZero();
        assertThat(text()).contains("myapp: BLUE is retired");
    }

    private int run(String... args) {
        return new Pipeline(platform, new PrintStream(printed, true, StandardCharsets.UTF_8)).run(List.of(args));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.traffic.Traffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one-liner as it stands in the README: adapter by ServiceLoader, cluster from the environment, under traffic. */
class OneLinerTest {

    private final FakeCluster cluster = FakeCluster.startInRealTime();
    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void theEnvironmentNamesTheCluster() {
        set("kubernetes.master", cluster.config().getMasterUrl());
        set("kubernetes.namespace", "default");
        set("kubernetes.auth.tryKubeConfig", "false");
        set("kubernetes.auth.tryServiceAccount", "false");
        cluster.behave(pods("app=myapp"), Behaviour.readyAfter(Duration.ZERO));
        cluster.app("myapp").deploy();
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
        cluster.close();
    }

    /** As often as {@code -Dcutover.repeats} says. */
    static IntStream times() {
        return IntStream.rangeClosed(1, Integer.getInteger("cutover.repeats", 1));
    }

    @ParameterizedTest
    @MethodSource("times")
    void switchesWithoutALostRequest(int time) {
        try (Traffic traffic = cluster.traffic("myapp-svc").ratePerSecond(300).start()) {
            traffic.awaitTrack(BLUE);

            CutoverReport report = BlueGreen.release("myapp").switchTo(GREEN);

            traffic.awaitTrack(GREEN);
            traffic.awaitAnswered(100);
            assertThat(report.outcome()).as("time %d", time).isEqualTo(Outcome.SWITCHED);
            assertThat(traffic.stop()).hasNoFailedRequests().wasServedBy(BLUE, GREEN);
        }
    }

    private void set(String property, String value) {
        before.put(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }
}

package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.time.VirtualTime;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes no sense is refused with what to give instead. */
class BadInputTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(() -> PodSelector.pods("track in (blue)"), "cannot read the term 'track in (blue)'"),
                refused(() -> PodSelector.pods("app=shop,"), "cannot read the term ''"),
                refused(() -> Behaviour.failing(1.5), "failing: 1.5; give a share between 0 and 1"),
                refused(() -> Behaviour.failing(Double.NaN), "failing: NaN"),
                refused(() -> Behaviour.readyAfter(Duration.ofSeconds(-1)), "readyAfter: -1 s is negative; give"),
                refused(() -> spec().connections(0), "connections: 0; give 1 to 1000"),
                refused(
                        () -> VirtualTime.create().advance(Duration.ofSeconds(-1)),
                        "advance: -1 s is negative; give a duration of 0 or more"),
                refused(() -> spec().ratePerSecond(-1), "ratePerSecond: -1; give 1 to 1000000"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(call).withMessageContaining(message);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void scenesThatCannotBeAreRefused(SceneChange change, String message) {
        try (Stage stage = new Stage()) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> change.of(stage.app("shop")))
                    .withMessageContaining(message);
        }
    }

    static Stream<Arguments> scenes() {
        return Stream.of(
                scene(app -> app.replicas(-1), "replicas: -1; give 0 to 10000"),
                scene(app -> app.port(0), "port: 0; give 1 to 65535"),
                scene(app -> app.deploy().lag(Duration.ofSeconds(-1)), "lag: -1 s is negative"));
    }

    @Test
    void anUnknownScriptOnATemplateIsNamedByWhoWaitsForIt() {
        try (Stage stage = new Stage()) {
            stage.app("shop").deploy();
            stage.edit(
                    Stage.deploymentKey("shop-green"),
                    tree -> Trees.child(tree, "spec", "template", "metadata")
                            .put("annotations", Map.of("testkit.bluegreen.dev/ready-when", "moon is full")));
            stage.time.settle();
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(stage.simulation::awaitReady)
                    .withMessageContaining("testkit.bluegreen.dev/ready-when: unknown behaviour; use ready-after");
        }
    }

    private static TrafficSpec spec() {
        return TrafficSpec.to(new InetSocketAddress(80));
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    private static Arguments scene(SceneChange change, String message) {
        return Arguments.of(change, message);
    }

    private interface SceneChange {

        Object of(FakeApp app);
    }
}

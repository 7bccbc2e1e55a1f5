package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.FailureKind;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load balancer that holds pods by their own addresses: what a cutover of the Service behind it does to requests. */
class LoadBalancerTest {

    private static final ResourceKey SERVICE = ResourceKey.core("services", "default", "shop-svc");

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlainSelectorPatchBehindItLosesRequestsUntilTheNewPodsAreRegistered(boolean keepAlive) {
        FakeLoadBalancer balancer = balancer();
        try (Traffic traffic = keepAlive
                ? balancer.traffic().keepAlive().start()
                : balancer.traffic().start()) {
            traffic.awaitAnswered(30);
            stage.select("shop-svc", "green");
            stage.time.advance(ofSeconds(4));
            traffic.awaitFailed(20);
            stage.time.advance(ofSeconds(2));
            traffic.awaitTrack(Track.GREEN);

            TrafficResult result = traffic.stop();
            assertThat(result.failuresByKind()).containsOnlyKeys(FailureKind.SERVER_ERROR);
            assertThat(result.failures()).allMatch(failure -> failure.detail().startsWith("status 503"));
        }
    }

    @Test
    void wideningFirstAndNarrowingWhenTheNewPodsAreHealthyLosesNone() {
        FakeLoadBalancer balancer = balancer();
        try (Traffic traffic = balancer.traffic().start()) {
            traffic.awaitAnswered(30);
            stage.edit(SERVICE, tree -> Trees.child(tree, "spec", "selector").remove("track"));
            stage.time.advance(ofSeconds(6));
            traffic.awaitTrack(Track.GREEN);
            stage.select("shop-svc", "green");
            stage.time.settle();
            traffic.awaitAnswered(30);
            assertThat(traffic.stop().failures()).isEmpty();
        }
        assertThat(balancer.targets().values()).containsOnly("draining", "healthy");
    }

    @Test
    void itsTargetsFollowTheServicesPods() {
        FakeLoadBalancer balancer = balancer();
        assertThat(balancer.targets())
                .hasSize(3)
                .allSatisfy((pod, state) -> assertThat(pod + " " + state).matches("shop-blue-.* healthy"));
        stage.select("shop-svc", "green");
        stage.time.settle();
        assertThat(balancer.targets().values())
                .containsExactly("draining", "draining", "draining", "initial", "initial", "initial");
        stage.time.advance(ofSeconds(300));
        assertThat(balancer.targets())
                .hasSize(3)
                .allSatisfy((pod, state) -> assertThat(pod + " " + state).matches("shop-green-.* healthy"));
    }

    @Test
    void whileAllPodsFailTheirChecksItAsksThemAllTheSame() {
        FakeLoadBalancer balancer = balancer();
        stage.simulation.behave(pods("track=blue"), Behaviour.failing(1));
        stage.time.advance(ofSeconds(60));
        assertThat(balancer.targets().values()).containsOnly("unhealthy");
        try (Traffic traffic = balancer.traffic().start()) {
            traffic.awaitFailed(10);
            assertThat(traffic.stop().failures())
                    .allMatch(failure -> failure.detail().startsWith("status 500"));
        }
    }

    @Test
    void podsThatDieAreBadGatewaysUntilTheirEndpointsAreGone() {
        FakeLoadBalancer balancer = balancer();
        try (Traffic traffic = balancer.traffic().start()) {
            traffic.awaitAnswered(20);
            stage.simulation.pods(pods("track=blue")).kill();
            traffic.awaitFailed(10);
            stage.time.advance(ofSeconds(10));
            traffic.awaitAnswered(20);
            assertThat(traffic.stop().failures())
                    .allMatch(failure -> failure.detail().matches("status 50[23].*"));
        }
    }

    @Test
    void aServiceWithoutPodsIsAnswered503() {
        FakeLoadBalancer balancer = balancer().drainsFor(ZERO);
        stage.scale("shop-blue", 0);
        stage.time.advance(ofSeconds(10));
        assertThat(balancer.targets()).isEmpty();
        try (Traffic traffic = balancer.traffic().start()) {
            traffic.awaitFailed(10);
            assertThat(traffic.stop().failures())
                    .allMatch(failure -> failure.detail().startsWith("status 503"));
        }
    }

    private FakeLoadBalancer balancer() {
        stage.app("shop").deploy();
        return stage.simulation.loadBalancer(SERVICE);
    }
}

package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.fabric8.AlbIngress;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Weights in an Ingress, proven at the load balancer that a controller configures. */
@Tag("exhaustive")
class AlbVerifierTest {

    private final LbcScene scene = new LbcScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void everyStepAndTheWayBackAreProvenAtTheLoadBalancerAndNoRequestIsLost() {
        Release release = scene.lag(ofSeconds(20))
                .release()
                .schedule(Schedule.canary(10, ofMinutes(1)))
                .build();
        try (Traffic traffic = scene.alb.traffic(scene.listener).keepAlive().start()) {
            traffic.awaitAnswered(20);
            CutoverReport report = release.switchTo(GREEN);
            assertThat(scene.weights()).isEqualTo("0/100");
            traffic.awaitTrack(GREEN);
            release.rollBack();
            assertThat(scene.weights()).isEqualTo("100/0");
            traffic.awaitTrack(BLUE);

            assertThat(traffic.stop()).hasNoFailedRequests();
            assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
            assertThat(report.evidence())
                    .extracting(Evidence::kind)
                    .contains("weights", "endpoints", "routing", "targets");
        }
    }

    @Test
    void aTrackThatTheIngressDoesNotNameGetsTrafficOnceItsTargetsAreHealthy() {
        scene.lag(ofSeconds(20)).nameBlueAlone();
        Release release = scene.release().build();
        try (Traffic traffic = scene.alb.traffic(scene.listener).keepAlive().start()) {
            traffic.awaitAnswered(20);
            release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);

            assertThat(traffic.stop()).hasNoFailedRequests();
            assertThat(scene.weights()).isEqualTo("0/100");
        }
    }

    @Test
    void aProcessThatGoesOnWaitsForTheTargetsThatADeadOneHasNamed() {
        scene.nameBlueAlone();
        scene.alb.describe(scene.groups.get("green"), target(), "initial", "Elb.InitialHealthChecking");
        scene.cluster.faults().on("patch").resource("ingresses").nth(1).then(Fault.crashAfter());
        try (Fabric8Platform dead = scene.another("dead");
                Fabric8Platform next = scene.another("next")) {
            assertThatThrownBy(() -> scene.release(dead).build().switchTo(GREEN))
                    .isNotNull();
            scene.cluster.time().after(ofMinutes(5), () -> scene.alb.describeTruly(scene.groups.get("green")));

            assertThat(scene.release(next).build().resume().outcome()).isEqualTo(Outcome.SWITCHED);
        }
        assertThat(scene.weights()).isEqualTo("0/100");
    }

    @Test
    void findsTheTargetGroupsByTheirTagsWhereNoBindingsAreServed() {
        scene.tagInsteadOfBinding();
        scene.release().build().switchTo(GREEN);

        assertThat(scene.weights()).isEqualTo("0/100");
    }

    @Test
    void goesBackWhenTheControllerDoesNotAct() {
        Release release = scene.release().build();
        scene.stick();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .hasMessageContaining("its load balancer has the weights")
                .hasMessageContaining("the controller has not acted");
        assertThat(split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    @Test
    void refusesTargetsThatAreNotHealthyThoughTheirPodsAreReady() {
        scene.alb.describe(scene.groups.get("green"), target(), "unhealthy", "Target.Timeout");

        assertThatThrownBy(() -> scene.release().build().switchTo(GREEN))
                .hasMessageContaining("has 1 of 2 required healthy targets");
    }

    @Test
    void refusesALoadBalancerThatDoesNotFollowTheIngress() {
        scene.alb.forward(scene.listener, Map.of(scene.groups.get("blue"), 50, scene.groups.get("green"), 50));

        assertThatThrownBy(() -> scene.release().build().switchTo(GREEN))
                .hasMessageContaining("Ingress/edge is 100/0, and its load balancer has the weights")
                .hasMessageContaining("50/50");
        assertThat(scene.verified().mayFailOpen(ReleaseSpec.of("shop"), GREEN))
                .hasValueSatisfying(why -> assertThat(why).contains("still sends requests to GREEN"));
    }

    @Test
    void isNotProvenOnceTheTargetsAreGone() {
        AlbIngress strategy = scene.verified();
        Move move = move(strategy, TrafficSplit.all(GREEN));
        strategy.shift(move);
        try (var watch = strategy.watch(ReleaseSpec.of("shop"), () -> {})) {
            scene.cluster.clock().advance(ofSeconds(20));
            strategy.verify(move, scene.cluster.time().now().minusSeconds(20));
            scene.cluster.clock().advance(ofSeconds(20));
            assertThat(strategy.verify(move, scene.cluster.time().now().minusSeconds(40)))
                    .allMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONFIRMED);

            scene.cluster.behave(pods("track=green"), Behaviour.neverReady());
            scene.cluster.clock().advance(ofMinutes(5));
            assertThat(strategy.verify(move, scene.cluster.time().now()))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONTRADICTED);
        }
    }

    @Test
    void aTenthOfTenThousandRequestsReachesTheNewTrack() {
        AlbIngress strategy = scene.verified();
        strategy.shift(move(strategy, new TrafficSplit(90, 10)));
        scene.cluster.settle();
        try (Traffic traffic = scene.alb
                .atRandom(18)
                .traffic(scene.listener)
                .keepAlive()
                .withoutPause()
                .start()) {
            traffic.awaitAnswered(10_000);
            TrafficResult result = traffic.stop();

            assertThat(result).hasNoFailedRequests();
            long all = result.answered();
            assertThat(result.byTrack().get(GREEN) * 10_000.0 / all).isBetween(880.0, 1_120.0);
        }
    }

    private TrafficSplit split() {
        return scene.verified().observe(ReleaseSpec.of("shop")).split();
    }

    private String target() {
        return scene.cluster
                .client()
                .pods()
                .withLabel("track", "green")
                .list()
                .getItems()
                .get(0)
                .getStatus()
                .getPodIP();
    }

    private Move move(AlbIngress strategy, TrafficSplit target) {
        ReleaseSpec shop = ReleaseSpec.of("shop");
        return Move.builder(scene.platform.workloads().read(shop), strategy.observe(shop), target)
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann")
                .build();
    }
}

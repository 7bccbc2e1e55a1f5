package dev.bluegreen.fabric8.internal.selector;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.fabric8.internal.api.ServerVersion;
import dev.bluegreen.fabric8.internal.deployment.DeploymentView;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictionTest {

    private Shop shop = Shop.open();

    @AfterEach
    void nothingWasWritten() {
        try (Shop closing = shop) {
            assertThat(closing.cluster.writes())
                    .filteredOn(write -> write.client().equals("test"))
                    .isEmpty();
        }
    }

    @Test
    void plansTheOneWriteAndFindsNothing() {
        Preflight preflight = preflight(2);

        assertThat(preflight.findings()).isEmpty();
        assertThat(preflight.writes()).singleElement().satisfies(write -> {
            assertThat(write)
                    .hasToString("patch Service/checkout-svc: spec.selector.track 'blue' -> 'green',"
                            + " label bluegreen.dev/cutover to the id of the cutover");
            assertThat(write.movesTraffic()).isTrue();
        });
    }

    /** Pods come with the stacks that were read for the move. */
    @Test
    void readsNothingMoreOnceTheWatchesStand() {
        SelectorPatch strategy = shop.strategy();
        Move move = shop.move(strategy, Track.GREEN, 2);
        strategy.watch(Shop.CHECKOUT, () -> {}).close();
        shop.forget();

        strategy.preflight(move);

        assertThat(shop.requests()).isEmpty();
    }

    @Test
    void plansNoWriteWhereTrafficIsAlready() {
        SelectorPatch strategy = shop.strategy();

        assertThat(strategy.preflight(shop.move(strategy, Track.BLUE, 2)).writes())
                .isEmpty();
    }

    @Test
    void refusesFewerReadyPodsThanRequired() {
        assertThat(preflight(3).findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("too-few-ready", FATAL));
        assertThat(preflight(3).findings().get(0).sentence())
                .isEqualTo("Service/checkout-svc would select 2 ready pods of GREEN by {app=checkout, track=green},"
                        + " required: 3");
    }

    @Test
    void refusesATrackWithoutAReadyPod() {
        shop.close();
        shop = Shop.empty();
        shop.cluster.behave(pods("track=green"), neverReady());
        shop.cluster.app("checkout").deploy();
        shop.forget();

        assertThat(preflight(0).findings()).extracting(Finding::id).containsExactly("too-few-ready");
    }

    @Test
    void refusesASelectorThatWouldSelectNothingForAnotherKeyInIt() {
        shop.edit(service -> service.toBuilder()
                .editSpec()
                .addToSelector("version", "v1")
                .endSpec()
                .build());

        assertThat(preflight(2).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("too-few-ready");
            assertThat(finding.sentence()).contains("0 ready pods", "version=v1");
        });
    }

    @Test
    void refusesASelectorThatWouldCatchAPodOfNeitherTrack() {
        shop.close();
        shop = Shop.empty();
        shop.deploymentOf("checkout-blue", "app: checkout, track: blue, tier: web");
        shop.deploymentOf("checkout-green", "app: checkout, track: green, tier: web");
        shop.serviceOf("checkout-svc", "app: checkout, track: blue");
        shop.cluster.awaitReady();
        shop.deploymentOf("canary", "app: checkout, track: green, tier: canary");
        shop.cluster.awaitReady();
        ReleaseSpec release = new ReleaseSpec(
                "checkout",
                TrackLabels.of("checkout"),
                Map.of(Track.BLUE, "checkout-blue", Track.GREEN, "checkout-green"),
                Set.of());
        SelectorPatch strategy = shop.strategy();

        assertThat(strategy.preflight(shop.move(strategy, release, Track.GREEN, 1))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("selects-both-tracks");
                    assertThat(finding.severity()).isEqualTo(FATAL);
                    assertThat(finding.sentence()).contains("not belong to GREEN alone: canary-");
                });
    }

    @Test
    void refusesASelectorThatWouldCatchPodsOfBothTracks() {
        Pod both = Given.pod("b1", Map.of("app", "checkout", "track", "green", "side", "left"), true);
        World world = new World(
                Given.RELEASE,
                DeploymentView.of(
                        Track.BLUE,
                        Given.deployment("checkout-blue", Map.of("app", "checkout", "side", "left"), 1),
                        List.of(both)),
                DeploymentView.of(
                        Track.GREEN, Given.deployment("checkout-green", Given.labels(Track.GREEN), 1), List.of(both)));
        Move move = Move.builder(world, Given.state(Given.service()), TrafficSplit.all(Track.GREEN))
                .cutoverId(Given.CUTOVER)
                .token(7)
                .requestedBy("ann@laptop")
                .build();

        assertThat(new SelectorPrediction(new SelectorWrite(move, Given.service()), List.of(both))
                        .findings(List.of(), Given.known(both), List.of(), List.of(), Sidecars.SEARCHED))
                .extracting(Finding::id)
                .containsExactly("selects-both-tracks");
    }

    @Test
    void aPortOfANativeSidecarIsNoneBeforeKubernetes132() {
        Pod meshed = new PodBuilder(Given.pod("g1", Track.GREEN))
                .withNewSpec()
                .addNewInitContainer()
                .withName("proxy")
                .withRestartPolicy("Always")
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .endInitContainer()
                .endSpec()
                .build();
        Service named = new ServiceBuilder(Given.service())
                .editSpec()
                .editFirstPort()
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
        SelectorPrediction prediction =
                new SelectorPrediction(new SelectorWrite(Given.toGreen(1, meshed), named), List.of(meshed));

        assertThat(prediction.findings(List.of(), Given.known(meshed), List.of(), List.of(), Sidecars.SEARCHED))
                .isEmpty();
        assertThat(prediction.findings(List.of(), Given.known(meshed), List.of(), List.of(), Sidecars.LEFT_OUT))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("port-lost");
                    assertThat(finding.sentence())
                            .endsWith(
                                    "no pod of checkout-green has a TCP port named 'http' outside its native sidecars,"
                                            + " which Kubernetes searches from 1.32 on");
                });
    }

    @Test
    void theVersionOfTheClusterIsComparedByItsMinorNumber() {
        assertThat(new ServerVersion(shop.kubectl()).isBefore(32)).isFalse();
        assertThat(new ServerVersion(shop.kubectl()).isBefore(33)).isTrue();
    }

    @Test
    void refusesAServiceThatWouldGiveTheIdleTrackTraffic() {
        shop.serviceOf("everything", "app: checkout");

        assertThat(preflight(2).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("idle-exposed");
            assertThat(finding.severity()).isEqualTo(FATAL);
            assertThat(finding.sentence()).contains("Service/everything", "{app=checkout}");
            assertThat(finding.remedy()).contains(".allowExposedBy(\"everything\")");
        });
    }

    @Test
    void doesNotMindThatServiceForTheTrackThatHasTheTrafficAlready() {
        shop.serviceOf("everything", "app: checkout");
        SelectorPatch strategy = shop.strategy();

        assertThat(strategy.preflight(shop.move(strategy, Track.BLUE, 2)).findings())
                .isEmpty();
    }

    @Test
    void acceptsSuchAServiceThatTheUserAllows() {
        shop.serviceOf("metrics", "app: checkout");
        ReleaseSpec allowed = new ReleaseSpec("checkout", TrackLabels.of("checkout"), Map.of(), Set.of("metrics"));
        SelectorPatch strategy = shop.strategy();

        assertThat(strategy.preflight(shop.move(strategy, allowed, Track.GREEN, 2))
                        .findings())
                .isEmpty();
    }

    @Test
    void acceptsServicesOfOtherAppsAndOnesThatNameTheTrack() {
        shop.serviceOf("other", "app: other");
        shop.serviceOf("preview", "app: checkout, track: green");

        assertThat(preflight(2).findings()).isEmpty();
    }

    @Test
    void warnsOfALoadBalancerThatSendsToPods() {
        shop.edit(service -> service.toBuilder()
                .editMetadata()
                .addToAnnotations("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip")
                .endMetadata()
                .editSpec()
                .withType("LoadBalancer")
                .endSpec()
                .build());

        assertThat(preflight(2).findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("pod-ip-load-balancer", WARNING), tuple("load-balancer-pending", INFO));
    }

    @Test
    void mentionsALoadBalancerThatDoesNotSayWhereItSends() {
        shop.edit(service -> service.toBuilder()
                .editSpec()
                .withType("LoadBalancer")
                .endSpec()
                .build());

        assertThat(preflight(2).findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("load-balancer", INFO), tuple("load-balancer-pending", INFO));
    }

    @Test
    void warnsOfSettingsThatSendTrafficToPodsThatCannotTakeIt() {
        shop.edit(service -> service.toBuilder()
                .editSpec()
                .withType("NodePort")
                .withPublishNotReadyAddresses(true)
                .withExternalTrafficPolicy("Local")
                .withInternalTrafficPolicy("Local")
                .endSpec()
                .build());

        assertThat(preflight(2).findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(
                        tuple("publishes-not-ready", WARNING),
                        tuple("external-traffic-local", WARNING),
                        tuple("internal-traffic-local", WARNING));
    }

    private Preflight preflight(int wanted) {
        SelectorPatch strategy = shop.strategy();
        return strategy.preflight(shop.move(strategy, Track.GREEN, wanted));
    }
}

package dev.bluegreen.fabric8.internal.deployment;

import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.World;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentWorkloadsTest {

    private Shop shop = Shop.empty();

    @AfterEach
    void close() {
        shop.close();
    }

    private void open() {
        shop.close();
        shop = Shop.open();
    }

    @Test
    void saysThatPodsCannotBeScheduled() {
        open();
        shop.cluster.behave(pods("track=green"), neverReady());
        shop.kubectl().pods().withLabel("track", "green").delete();
        shop.rest();
        shop.kubectl()
                .pods()
                .withLabel("track", "green")
                .resources()
                .forEach(green -> green.editStatus(pod -> {
                    pod.getStatus()
                            .getConditions()
                            .removeIf(known -> known.getType().equals("PodScheduled"));
                    pod.getStatus()
                            .getConditions()
                            .add(new PodConditionBuilder()
                                    .withType("PodScheduled")
                                    .withStatus("False")
                                    .withReason("Unschedulable")
                                    .withMessage("0/3 nodes are available: 3 Insufficient cpu")
                                    .build());
                    return pod;
                }));

        assertThat(shop.platform.workloads().diagnose(shop.world().green()))
                .anyMatch(reason -> reason.startsWith("pod checkout-green-")
                        && reason.endsWith(": 0/3 nodes are available: 3 Insufficient cpu"));
    }

    @Test
    void saysWithWhichExitCodeAContainerEnded() {
        open();
        String name = shop.cluster.pods("track=green").names().get(0);
        shop.cluster.pods("track=green").writeLog("no such table: carts");
        shop.kubectl()
                .pods()
                .withName(name)
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .editMatchingCondition(condition -> "Ready".equals(condition.getType()))
                        .withStatus("False")
                        .endCondition()
                        .editFirstContainerStatus()
                        .withReady(false)
                        .withRestartCount(2)
                        .withNewState()
                        .withNewTerminated()
                        .withReason("Error")
                        .withExitCode(1)
                        .endTerminated()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build());

        assertThat(shop.platform.workloads().diagnose(shop.world().green()))
                .anyMatch(reason -> reason.startsWith("pod " + name)
                        && reason.endsWith("ended with Error, exit code 1 (restart 2),"
                                + " last lines of its log: no such table: carts"));
    }

    @Test
    void saysHowAnInitContainerEnded() {
        open();
        String name = shop.cluster.pods("track=green").names().get(0);
        shop.kubectl()
                .pods()
                .withName(name)
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .editMatchingCondition(condition -> "Ready".equals(condition.getType()))
                        .withStatus("False")
                        .endCondition()
                        .addNewInitContainerStatus()
                        .withName("migrate")
                        .withReady(false)
                        .withRestartCount(2)
                        .withNewState()
                        .withNewTerminated()
                        .withReason("Error")
                        .withExitCode(1)
                        .endTerminated()
                        .endState()
                        .endInitContainerStatus()
                        .endStatus()
                        .build());

        assertThat(shop.platform.workloads().diagnose(shop.world().green()))
                .anyMatch(reason -> reason.startsWith(
                        "pod " + name + ": container migrate ended with Error, exit code 1 (restart 2)"));
    }

    @Test
    void saysThatMatchExpressionsAreNotRead() {
        shop = Shop.empty();
        shop.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: checkout-blue, namespace: default}
                spec:
                  selector:
                    matchLabels: {app: checkout}
                    matchExpressions: [{key: track, operator: In, values: [blue]}]
                  template:
                    metadata: {labels: {app: checkout, track: blue}}
                    spec: {containers: [{name: web, image: "registry/web:v1"}]}
                """);

        assertThatThrownBy(() -> shop.world())
                .hasMessageContaining("checkout-blue {app=checkout} and matchExpressions, which are not read");
    }

    @Test
    void saysThatAQuotaIsUsedUp() {
        open();
        shop.kubectl().apps().deployments().withName("checkout-green").editStatus(deployment -> {
            deployment
                    .getStatus()
                    .getConditions()
                    .add(new DeploymentConditionBuilder()
                            .withType("ReplicaFailure")
                            .withStatus("True")
                            .withReason("FailedCreate")
                            .withMessage("exceeded quota: team-shop, requested: pods=1, used: pods=6")
                            .build());
            return deployment;
        });

        assertThat(shop.platform.workloads().diagnose(shop.world().green()))
                .containsExactly(
                        "Deployment/checkout-green: FailedCreate: exceeded quota: team-shop, requested: pods=1,"
                                + " used: pods=6");
    }

    @Test
    void readsBothStacksByTwoGetsAndOneList() {
        open();

        World world = shop.world();

        assertThat(world.blue()).hasToString("BLUE checkout-blue [checkout:v1] 2/2 ready");
        assertThat(world.green()).hasToString("GREEN checkout-green [checkout:v2] 2/2 ready");
        assertThat(world.green().selector()).isEqualTo(Map.of("app", "checkout", "track", "green"));
        assertThat(world.green().rollout()).isEmpty();
        assertThat(world.green().probesMissing()).isEmpty();
        assertThat(world.green().lingering()).isEmpty();
        assertThat(shop.requests()).containsExactlyInAnyOrder("get deployments", "get deployments", "list pods");
    }

    @Test
    void findsDeploymentsOfOtherNamesByTheLabelsOfTheirSelectors() {
        shop.deploymentOf("shop-a", "app: checkout, track: blue");
        shop.deploymentOf("shop-b", "app: checkout, track: green, tier: web");

        World world = shop.world();

        assertThat(world.blue().name()).isEqualTo("shop-a");
        assertThat(world.green().name()).isEqualTo("shop-b");
    }

    @Test
    void takesTheNamesAndLabelsItIsGiven() {
        shop.deploymentOf("old", "name: shop, acme.io/side: left");
        shop.deploymentOf("new", "name: shop, acme.io/side: right");
        TrackLabels labels = new TrackLabels("name", "shop", "acme.io/side", "left", "right");
        ReleaseSpec release =
                new ReleaseSpec("checkout", labels, Map.of(Track.BLUE, "old", Track.GREEN, "new"), Set.of());

        World world = shop.platform.workloads().read(release);

        assertThat(world.blue().name()).isEqualTo("old");
        assertThat(world.green().name()).isEqualTo("new");
    }

    @Test
    void namesTheProbesThatContainersLack() {
        shop.deploymentOf("checkout-blue", "app: checkout, track: blue");
        shop.deploymentOf("checkout-green", "app: checkout, track: green");

        assertThat(shop.world().blue().probesMissing()).containsExactly("web: readiness", "web: liveness");
    }

    @Test
    void refusesTheSameTrackOnBothDeployments() {
        shop.deploymentOf("checkout-blue", "app: checkout, track: blue");
        shop.deploymentOf("checkout-green", "app: checkout, track: blue");

        refused(Shop.CHECKOUT, Kind.INVALID)
                .hasMessageContaining("spec.selector.matchLabels.track is 'blue' on all of")
                .hasMessageContaining("checkout-blue, checkout-green")
                .hasMessageContaining("create the one for GREEN again with 'track: green'");
    }

    @Test
    void refusesTheSameTrackOnTwoDeploymentsOfOtherNames() {
        shop.deploymentOf("shop-a", "app: checkout, track: green");
        shop.deploymentOf("shop-b", "app: checkout, track: green");

        refused(Shop.CHECKOUT, Kind.INVALID)
                .hasMessageContaining("is 'green' on all of shop-a, shop-b, so none is BLUE");
    }

    @Test
    void refusesAReleaseWithOneTrackOnly() {
        shop.deploymentOf("checkout-blue", "app: checkout, track: blue");
        shop.deploymentOf("other", "app: other");

        refused(Shop.CHECKOUT, Kind.NOT_FOUND)
                .hasMessageContaining("no Deployment for GREEN")
                .hasMessageContaining("looked for Deployment/checkout-green")
                .hasMessageContaining("{app=checkout, track=green}")
                .hasMessageContaining("other {app=other}");
    }

    @Test
    void refusesTwoDeploymentsForOneTrack() {
        shop.deploymentOf("shop-a", "app: checkout, track: blue");
        shop.deploymentOf("shop-b", "app: checkout, track: blue");
        shop.deploymentOf("shop-c", "app: checkout, track: green");

        refused(Shop.CHECKOUT, Kind.INVALID)
                .hasMessageContaining("more than one Deployment for BLUE: shop-a, shop-b")
                .hasMessageContaining(".workload(Track.BLUE, \"shop-a\")");
    }

    @Test
    void refusesAGivenNameThatIsNotThere() {
        shop.deploymentOf("checkout-blue", "app: checkout, track: blue");

        refused(named(Track.BLUE, "chekout"), Kind.NOT_FOUND)
                .hasMessageContaining("workload.BLUE: Deployment 'chekout'")
                .hasMessageContaining("there are: checkout-blue");
    }

    @Test
    void refusesAGivenDeploymentThatDoesNotCarryTheTrack() {
        shop.deploymentOf("shop-a", "app: checkout");

        refused(named(Track.BLUE, "shop-a"), Kind.INVALID)
                .hasMessageContaining("workload.BLUE")
                .hasMessageContaining("{app=checkout}")
                .hasMessageContaining("{app=checkout, track=blue}");
    }

    @Test
    void namesANamespaceThatDoesNotExist() {
        assertThatThrownBy(
                        () -> shop.platform.inNamespace("nowhere").workloads().read(Shop.CHECKOUT))
                .hasMessageContaining("namespace: 'nowhere' does not exist");
    }

    @Test
    void saysWhatKeepsARolloutFromBeingComplete() {
        shop.cluster.behave(pods("track=green"), neverReady());
        shop.cluster.app("checkout").replicas(2).deploy();

        World world = shop.world();

        assertThat(world.blue().rollout()).isEmpty();
        assertThat(world.green().rollout()).contains("Deployment/checkout-green has 0 of 2 pods available");
        assertThat(world.green().ready()).isZero();
    }

    @Test
    void followsPodsAndRolloutWithoutARequest() {
        open();
        World world = shop.world();
        Subscription watch = shop.platform.workloads().watch(Shop.CHECKOUT, () -> {});
        shop.kubectl()
                .apps()
                .deployments()
                .inNamespace("default")
                .withName("checkout-green")
                .scale(3);
        shop.cluster.awaitReady();
        shop.forget();

        World refreshed = shop.platform.workloads().refresh(world);

        assertThat(refreshed.green()).hasToString("GREEN checkout-green [checkout:v2] 3/3 ready");
        assertThat(refreshed.green().rollout()).isEmpty();
        assertThat(refreshed.green().pods()).extracting(Pod::outdated).containsOnly(false);
        assertThat(refreshed.blue()).isEqualTo(world.blue());
        assertThat(shop.requests()).isEmpty();
        watch.close();
    }

    @Test
    void tellsOfChangesOfThisReleaseAloneAndOfNoneAfterItWasClosed() {
        open();
        AtomicInteger told = new AtomicInteger();
        Subscription watch = shop.platform.workloads().watch(Shop.CHECKOUT, told::incrementAndGet);
        shop.rest();
        told.set(0);
        shop.cluster.app("other").deploy();
        shop.rest();
        assertThat(told).hasValue(0);

        shop.cluster.pods("track=green,app=checkout").kill();
        shop.rest();
        assertThat(told).hasPositiveValue();

        watch.close();
        told.set(0);
        shop.cluster.pods("track=blue,app=checkout").kill();
        shop.cluster.awaitReady();
        assertThat(told).hasValue(0);
    }

    private static ReleaseSpec named(Track track, String name) {
        return new ReleaseSpec("checkout", TrackLabels.of("checkout"), Map.of(track, name), Set.of());
    }

    private AbstractThrowableAssert<?, ?> refused(ReleaseSpec release, Kind kind) {
        return assertThatThrownBy(() -> shop.platform.workloads().read(release))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(kind))
                .satisfies(error -> assertThat(shop.cluster.writes())
                        .filteredOn(write -> write.client().equals(FakeCluster.DEFAULT_CLIENT))
                        .isEmpty());
    }
}

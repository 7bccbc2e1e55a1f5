package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.traffic.Traffic;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app with one plain Deployment becomes a release. */
class AdoptionTest {

    private static final Map<String, String> PLAIN = Map.of("app", "myapp");
    private static final Map<String, String> ON_BLUE = Map.of("app", "myapp", "track", "blue");

    private final Site site = Site.plain();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void movesTrafficToACloneAndLeavesTheOriginAlone() {
        String before = deployment("myapp").getMetadata().getResourceVersion();

        CutoverReport report = release().adopt("myapp").apply();

        assertThat(report.sentence())
                .isEqualTo("myapp was adopted: moved from the origin myapp to BLUE; traffic is on BLUE.");
        assertThat(site.service().getSpec().getSelector()).isEqualTo(ON_BLUE);
        assertThat(deployment("myapp-blue").getSpec().getSelector().getMatchLabels())
                .isEqualTo(ON_BLUE);
        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment("myapp").getMetadata().getResourceVersion()).isEqualTo(before);
        assertThat(site.trafficWrites()).hasSize(1);
        assertThat(site.lockIsFree()).isTrue();
        assertThat(release().status().toString())
                .contains("traffic on BLUE", "origin myapp [myapp:v1] 3/3 ready, standby");
    }

    @Test
    void seesByWatchThatItsCloneIsReady() {
        Instant begun = site.cluster.time().now();

        CutoverReport unused = release().adopt("myapp").apply();

        assertThat(Duration.between(begun, site.cluster.time().now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void isSafeToRepeat() {
        CutoverReport unused = release().adopt("myapp").apply();
        int written = site.writes().size();

        assertThat(release().adopt("myapp").apply().outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(site.writes()).hasSize(written);
    }

    @Test
    void plansEachWriteAndSaysThatTheCloneSharesTraffic() {
        CutoverPlan plan = release().adopt("myapp").plan();

        assertThat(plan.toString())
                .contains(
                        "create Deployment/myapp-blue: clone of myapp with track=blue, 3 pods; shares traffic from its"
                                + " readiness on",
                        "patch Service/myapp-svc: spec.selector.track 'blue' added; rollBack() removes it, which restores"
                                + " {app=myapp}");
        assertThat(plan.permissions().toString()).contains("create", "networkpolicies");
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void rollBackRestoresTheSelectorAndTakesTheCloneAway() {
        CutoverReport unused = release().adopt("myapp").apply();

        CutoverReport back = release().rollBack();

        assertThat(back.sentence()).isEqualTo("myapp was rolled back; traffic is on the origin myapp.");
        assertThat(site.service().getSpec().getSelector()).isEqualTo(PLAIN);
        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isZero();
        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(release().status().toString()).contains("traffic on the origin myapp");
        assertThat(release().adopt("myapp").apply().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.service().getSpec().getSelector()).isEqualTo(ON_BLUE);
    }

    @Test
    void aCloneThatFailsItsTestIsTakenAway() {
        assertThatThrownBy(() -> site.release()
                        .smokeTest(SmokeTest.get("/healthz").expectStatus(204))
                        .build()
                        .adopt("myapp")
                        .apply())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("traffic is on the origin myapp");

        assertThat(site.service().getSpec().getSelector()).isEqualTo(PLAIN);
        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isZero();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aCloneThatDoesNotBecomeReadyIsTakenAway() {
        site.cluster.behave(pods("app=myapp,track=blue"), Behaviour.neverReady());

        assertThatThrownBy(() -> release().adopt("myapp").apply())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("0 of 3 ready");

        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isZero();
        assertThat(release().status().unfinished()).isEmpty();
    }

    @Test
    void theOriginIsRetiredAfterItsStandby() {
        Release release = site.release().standby(Duration.ofHours(24)).build();
        CutoverReport unused = release.adopt("myapp").apply();
        site.cluster.clock().advance(Duration.ofHours(1));
        assertThatThrownBy(release::retireOrigin)
                .hasMessageContaining("the origin myapp was not retired: it is kept as standby until");
        assertThatThrownBy(() -> release.stage(GREEN).image("myapp:v2").apply())
                .hasMessageContaining("kept as standby");

        site.cluster.clock().advance(Duration.ofHours(24));
        Retirement retired = release.retireOrigin();

        assertThat(retired.sentence()).isEqualTo("myapp: the origin myapp is retired, none of its pods is left");
        assertThat(deployment("myapp").getSpec().getReplicas()).isZero();
        assertThatThrownBy(release::retireOrigin).hasMessageContaining("none is recorded");
        assertThatThrownBy(release::rollBack).hasMessageContaining("GREEN");
        assertThat(site.service().getSpec().getSelector()).isEqualTo(ON_BLUE);
    }

    @Test
    void noRequestFailsThroughTheWholeWay() {
        Release release = release();
        assertThat(failuresWhile(() -> {
                    CutoverReport adopted = release.adopt("myapp").apply();
                    pause(Duration.ofSeconds(40));
                    release.stage(GREEN).image("myapp:v2").apply();
                    CutoverReport switched = release.switchTo(GREEN);
                    pause(Duration.ofSeconds(40));
                    Retirement retired = release.retireOrigin();
                    assertThat(List.of(adopted.outcome(), switched.outcome())).containsOnly(Outcome.SWITCHED);
                    assertThat(retired.done()).isTrue();
                    assertThat(release.rollBack().active()).contains(BLUE);
                }))
                .isZero();
        assertThat(deployment("myapp").getSpec().getReplicas()).isZero();
    }

    @Test
    void noRequestFailsOnTheWayBack() {
        Release release = release();

        assertThat(failuresWhile(() -> {
                    CutoverReport adopted = release.adopt("myapp").apply();
                    CutoverReport back = release.rollBack();
                    assertThat(List.of(adopted.outcome(), back.outcome()))
                            .containsExactly(Outcome.SWITCHED, Outcome.ROLLED_BACK);
                }))
                .isZero();
        assertThat(site.service().getSpec().getSelector()).isEqualTo(PLAIN);
    }

    @Test
    void refusesWhatIsNoPlainDeployment() {
        refuses("shop", "adopt: Deployment 'shop' does not exist in namespace default; there are: myapp");
        site.cluster.install("apps/v1", "StatefulSet", "statefulsets");
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: default}
                spec: {replicas: 1, serviceName: db, selector: {matchLabels: {app: db}},
                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: db:v1}]}}}
                """);
        refuses("db", "not supported: StatefulSet/db");
    }

    @Test
    void refusesAReleaseWithTracks() {
        site.cluster.app("myapp").service("other-svc").deploy();

        refuses("myapp", "Deployment/myapp-blue {app=myapp, track=blue} is a track of myapp already");
    }

    @Test
    void refusesAServiceThatNamesATrack() {
        site.select("track", "blue");

        refuses("myapp", "the router names a track already");
    }

    @Test
    void refusesAnAutoscalerUnlessItIsPinned() {
        site.autoscale("myapp", 3, 10);
        refuses("myapp", "HorizontalPodAutoscaler/myapp scales Deployment/myapp between 3 and 10 pods");

        site.kubectl()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .withName("myapp")
                .edit(scaler -> {
                    scaler.getSpec().setMaxReplicas(3);
                    return scaler;
                });
        assertThat(release().adopt("myapp").apply().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void refusesForeignPodsBehindTheService() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: debug, namespace: default, labels: {app: myapp}}
                spec: {containers: [{name: app, image: myapp:v1}]}
                """);

        refuses("myapp", "pods that are not of Deployment/myapp: debug (a bare pod)");
    }

    @Test
    void refusesAServiceWithoutPodsOfTheDeployment() {
        site.kubectl().apps().deployments().withName("myapp").scale(0);
        site.cluster.settle();

        refuses("myapp", "no ready pod of Deployment/myapp");
    }

    @Test
    void refusesPortsOfTheNodeAndVolumesOfOneNode() {
        site.cluster.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: default}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        site.kubectl()
                .apps()
                .deployments()
                .withName("myapp")
                .edit(found -> found.edit()
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .addNewVolume()
                        .withName("data")
                        .withNewPersistentVolumeClaim("data", false)
                        .endVolume()
                        .editFirstContainer()
                        .editFirstPort()
                        .withHostPort(8080)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        site.cluster.awaitReady();

        refuses("myapp", "hostPort 8080", "PersistentVolumeClaim/data, whose access modes are [ReadWriteOnce]");
    }

    @Test
    void warnsOfOthersThatSelectThePods() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: metrics, namespace: default}
                spec: {selector: {app: myapp}, ports: [{name: http, port: 9090, targetPort: http}]}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: all, namespace: default}
                spec: {minAvailable: 2, selector: {matchLabels: {app: myapp}}}
                ---
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: small, namespace: default}
                spec: {hard: {pods: "4"}}
                """);
        site.kubectl()
                .resourceQuotas()
                .withName("small")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"hard\": {\"pods\": \"4\"}, \"used\": {\"pods\": \"3\"}}}");
        site.kubectl()
                .apps()
                .deployments()
                .withName("myapp")
                .edit(found -> found.edit()
                        .editMetadata()
                        .addToLabels("argocd.argoproj.io/instance", "shop")
                        .endMetadata()
                        .build());

        CutoverPlan plan = site.release()
                .cutover(site.platform.selectorPatch(Site.SERVICE))
                .build()
                .adopt("myapp")
                .plan();

        assertThat(plan.findings())
                .extracting(finding -> finding.id())
                .contains("adopt-also-selected", "adopt-disruption-budget", "quota-too-small", "adopt-managed");
    }

    private void refuses(String deployment, String... why) {
        int written = site.writes().size();
        assertThatThrownBy(() -> {
                    CutoverReport unused = site.release()
                            .cutover(site.platform.selectorPatch(Site.SERVICE))
                            .build()
                            .adopt(deployment)
                            .apply();
                })
                .isInstanceOfAny(CutoverException.class, PlatformException.class)
                .hasMessageContainingAll(why);
        assertThat(site.writes()).hasSize(written);
    }

    /** Requests that fail meanwhile, with some in each half second of it. */
    private long failuresWhile(Runnable work) {
        site.cluster.clock().manual();
        try (Traffic traffic =
                site.cluster.traffic(Site.SERVICE).untracked(GREEN).start()) {
            traffic.awaitAnswered(20);
            CompletableFuture<Void> end = CompletableFuture.runAsync(work);
            while (!end.isDone()) {
                site.cluster.clock().advance(Duration.ofMillis(500));
                traffic.awaitEnded(5);
            }
            end.join();
            site.cluster.clock().advance(Duration.ofSeconds(40));
            traffic.awaitAnswered(20);
            return traffic.stop().failures().size();
        } finally {
            site.cluster.clock().automatic();
        }
    }

    private void pause(Duration time) {
        try {
            boolean unused = site.cluster.clock().signal().await(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Release release() {
        return site.release().build();
    }

    private Deployment deployment(String name) {
        return site.kubectl().apps().deployments().withName(name).require();
    }
}

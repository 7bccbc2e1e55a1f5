package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law 4 on a cluster: whatever becomes of the new track after the move, there is a way back that needs nothing of it. */
@Tag("exhaustive")
class LostTrackTest {

    private static final String GREEN_STACK = "myapp-green";

    private final Site site = Site.withApp();

    enum Misfortune {
        DEPLOYMENT_DELETED(LostTrackTest::deleteDeployment),
        DEPLOYMENT_DELETED_AND_ITS_PODS_LEFT(site -> site.kubectl()
                .apps()
                .deployments()
                .withName(GREEN_STACK)
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete()),
        REPLICA_SET_DELETED(site ->
                site.kubectl().apps().replicaSets().withLabel("track", "green").delete()),
        PODS_DELETED(site -> site.kubectl().pods().withLabel("track", "green").delete()),
        PODS_RELABELED(site -> site.kubectl().pods().withLabel("track", "green").list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .forEach(name -> site.kubectl().pods().withName(name).edit(LostTrackTest::purple))),
        ANOTHER_SELECTOR(site -> {
            deleteDeployment(site);
            site.cluster.apply("""
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: myapp-green, namespace: default}
                    spec:
                      selector: {matchLabels: {app: other}}
                      template:
                        metadata: {labels: {app: other}}
                        spec: {containers: [{name: web, image: "registry/web:v1"}]}
                    """);
        }),
        ANOTHER_TEMPLATE(site -> site.kubectl()
                .apps()
                .deployments()
                .withName(GREEN_STACK)
                .edit(deployment -> {
                    deployment
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .setImage("registry/web:v9");
                    return deployment;
                })),
        SCALED_TO_ZERO(site ->
                site.kubectl().apps().deployments().withName(GREEN_STACK).scale(0)),
        PAUSED(site -> site.kubectl().apps().deployments().withName(GREEN_STACK).edit(deployment -> {
            deployment.getSpec().setPaused(true);
            return deployment;
        })),
        MAY_NOT_BE_READ(LostTrackTest::forbidGet),
        NO_DEPLOYMENT_BUT_THE_OLD_ONE_MAY_BE_READ(site -> {
            forbidGet(site);
            for (String process : List.of(Site.RELEASER, "process-1")) {
                site.cluster.deny(process, "list", "deployments");
                site.cluster.deny(process, "watch", "deployments");
            }
        });

        private final Consumer<Site> act;

        Misfortune(Consumer<Site> act) {
            this.act = act;
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource
    void rollsBack(Misfortune misfortune) {
        site.release().build().switchTo(GREEN);
        strike(misfortune);

        CutoverReport report = site.release().build().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void rollsBackFromAFreshProcess(Misfortune misfortune) {
        site.release().build().switchTo(GREEN);
        strike(misfortune);

        assertThat(site.releaseOfAnotherProcess().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource
    void switchesToTheOldTrack(Misfortune misfortune) {
        site.release().build().switchTo(GREEN);
        strike(misfortune);

        assertThat(site.release().build().switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @EnumSource
    void goesBackInABake(Misfortune misfortune) {
        Slo breachedLater = asked -> new Slo.Result(
                asked.now().isAfter(asked.switched().plusSeconds(40)) ? Slo.Verdict.BAD : Slo.Verdict.GOOD, "errors");
        site.cluster.time().after(Duration.ofSeconds(30), () -> misfortune.act.accept(site));

        assertThatThrownBy(() -> site.release()
                        .bake(Duration.ofMinutes(5), breachedLater)
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK));
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @ParameterizedTest
    @EnumSource
    void recovers(Misfortune misfortune) {
        site.cluster
                .faults()
                .on("patch")
                .resource("services")
                .client("dying")
                .nth(1)
                .then(Fault.crashAfter());
        assertThatThrownBy(() -> site.releaseOn("dying").build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class);
        strike(misfortune);
        site.cluster.clock().advance(Duration.ofMinutes(1));

        CutoverReport report = site.release().build().recover();

        assertThat(report.active()).isPresent();
        if (report.active().equals(Optional.of(GREEN))) {
            assertThat(site.release().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aRefusedWayBackSaysWhereTrafficIs() {
        site.release().build().switchTo(GREEN);
        site.kubectl().apps().deployments().withName("myapp-blue").delete();
        site.cluster.clock().settle();

        assertThatThrownBy(() -> site.release().build().rollBack())
                .hasMessageContaining("release myapp has no Deployment for BLUE in namespace default")
                .hasMessageEndingWith("Nothing was moved; traffic is on GREEN.");
    }

    @Test
    void aWrongServiceNameIsRefusedWithoutAWordOnTraffic() {
        assertThatThrownBy(() -> site.release()
                        .cutover(site.platform.selectorPatch("nothere"))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("nothere")
                .hasMessageEndingWith("Nothing was moved.");
    }

    private void strike(Misfortune misfortune) {
        misfortune.act.accept(site);
        site.cluster.clock().settle();
    }

    private static void forbidGet(Site site) {
        site.cluster
                .faults()
                .on("get")
                .resource("deployments")
                .name(GREEN_STACK)
                .then(Fault.status(403));
    }

    private static void deleteDeployment(Site site) {
        site.kubectl().apps().deployments().withName(GREEN_STACK).delete();
    }

    private static Pod purple(Pod pod) {
        pod.getMetadata().getLabels().put("track", "purple");
        return pod;
    }
}

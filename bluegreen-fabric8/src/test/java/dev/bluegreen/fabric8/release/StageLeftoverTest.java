package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Stage;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HostAliasBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TCPSocketActionBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Staging over a Deployment that others have written to: nothing of theirs goes unsaid. */
class StageLeftoverTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void tellsEachFieldOfAnotherManagerByItsPath() {
        editGreen(StageLeftoverTest::leaveMuch);

        StageReport report = green().image("registry/myapp:v2").apply();

        assertThat(report.notes())
                .extracting(note -> note.replaceAll(".* keeps (spec\\.[^,]+),.*", "$1"))
                .containsExactlyInAnyOrder(
                        "spec.minReadySeconds",
                        "spec.template.metadata.labels.version",
                        "spec.template.metadata.annotations",
                        "spec.template.spec.containers[app].command",
                        "spec.template.spec.containers[app].args",
                        "spec.template.spec.containers[app].envFrom",
                        "spec.template.spec.nodeSelector",
                        "spec.template.spec.tolerations",
                        "spec.template.spec.hostAliases",
                        "spec.template.spec.priorityClassName",
                        "spec.template.spec.serviceAccountName",
                        "spec.template.spec.serviceAccount");
    }

    private static void leaveMuch(Deployment green) {
        green.getSpec().setMinReadySeconds(1);
        green.getSpec().getTemplate().getMetadata().getLabels().put("version", "v0");
        green.getSpec().getTemplate().getMetadata().setAnnotations(Map.of("old", "yes"));
        PodSpec pod = green.getSpec().getTemplate().getSpec();
        pod.setNodeSelector(Map.of("pool", "old"));
        pod.setTolerations(List.of(
                new TolerationBuilder().withKey("old").withOperator("Exists").build()));
        pod.setHostAliases(List.of(
                new HostAliasBuilder().withIp("127.0.0.9").withHostnames("old").build()));
        pod.setPriorityClassName("old");
        pod.setServiceAccountName("old-sa");
        pod.setServiceAccount("old-sa");
        Container app = pod.getContainers().get(0);
        app.setCommand(List.of("old"));
        app.setArgs(List.of("--legacy"));
        app.setEnvFrom(List.of(new EnvFromSourceBuilder()
                .withNewConfigMapRef()
                .withName("old")
                .endConfigMapRef()
                .build()));
    }

    @Test
    void warnsOfLeftoversBeforeTheSwitch() {
        editGreen(deployment -> container(deployment).setArgs(List.of("--legacy")));
        green().image("registry/myapp:v2").apply();

        assertThat(findings("stage-leftover")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.sentence()).contains("spec.template.spec.containers[app].args");
        });
    }

    @Test
    void removesLeftoversWhereStageMadeTheDeployment() {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.cluster.awaitReady();
        green().image("registry/myapp:v2").apply();
        editGreen(StageLeftoverTest::leaveMuch);

        StageReport report = green().image("registry/myapp:v3").apply();

        PodSpec pod = deployment().getSpec().getTemplate().getSpec();
        assertThat(report.notes()).isEmpty();
        assertThat(container(deployment()).getArgs()).isEmpty();
        assertThat(container(deployment()).getCommand()).isEmpty();
        assertThat(pod.getNodeSelector()).isNullOrEmpty();
        assertThat(deployment().getSpec().getMinReadySeconds()).isIn(null, 0);
        assertThat(findings("stage-leftover")).isEmpty();
        assertThat(findings("changed-since-stage")).isEmpty();
    }

    @Test
    void clonesVariablesThatAreDeclaredTwiceIntoADeploymentOfItsOwn() {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.kubectl().apps().deployments().withName("myapp-blue").edit(blue -> {
            container(blue).setEnv(List.of(new EnvVar("A", "1", null), new EnvVar("A", "2", null)));
            return blue;
        });
        site.cluster.awaitReady();

        green().image("registry/myapp:v2").apply();

        assertThat(container(deployment()).getEnv())
                .extracting(EnvVar::getValue)
                .containsExactly("1", "2");
    }

    @Test
    void namesAKeyThatIsDeclaredTwiceWhereItCannotBeApplied() {
        site.kubectl().apps().deployments().withName("myapp-blue").edit(blue -> {
            container(blue).setEnv(List.of(new EnvVar("A", "1", null), new EnvVar("A", "2", null)));
            return blue;
        });
        site.cluster.awaitReady();

        assertThatThrownBy(() -> green().image("registry/myapp:v2").apply())
                .hasMessageContaining("env: duplicate entries for key [name=\"A\"]")
                .hasMessageEndingWith("correct that field, in the manifest or in the cloned Deployment");
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void tellsWhatHasChangedSinceTheStage() {
        green().image("registry/myapp:v2").env("MODE", "fast").apply();
        assertThat(findings("changed-since-stage")).isEmpty();

        editGreen(deployment -> {
            container(deployment).setImage("registry/myapp:evil");
            container(deployment).getEnv().add(new EnvVar("EXTRA", "1", null));
        });

        assertThat(findings("changed-since-stage")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.sentence())
                    .contains("spec.template.spec.containers[app].image was changed")
                    .contains("spec.template.spec.containers[app].env[EXTRA].value was added");
        });
    }

    @Test
    void tellsOfAnotherTemplateWhereTheDeploymentWasReplacedWithItsMark() {
        green().image("registry/myapp:v2").apply();

        replaceGreen("registry/myapp:evil");

        assertThat(findings("changed-since-stage")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.sentence())
                    .isEqualTo("the pod template of myapp-green is not the one that was staged; which fields changed is"
                            + " not known");
        });
    }

    @Test
    void aDeploymentThatIsReplacedByWhatWasStagedIsNoChange() {
        green().image("registry/myapp:v2").apply();

        replaceGreen("registry/myapp:v2");

        assertThat(findings("changed-since-stage")).isEmpty();
    }

    @Test
    void whatIsStagedAnewIsWhatCounts() {
        green().image("registry/myapp:v2").apply();
        replaceGreen("registry/myapp:evil");

        green().image("registry/myapp:v3").apply();

        assertThat(findings("changed-since-stage")).isEmpty();
    }

    /** As kubectl replace does, and Argo CD with Replace=true: what the manifest does not say is gone. */
    private void replaceGreen(String image) {
        editGreen(deployment -> {
            deployment.getMetadata().setAnnotations(Map.of());
            container(deployment).setImage(image);
        });
        assertThat(deployment().getMetadata().getAnnotations()).doesNotContainKey("bluegreen.dev/staged");
    }

    @Test
    void aRolloutRestartIsNoChange() {
        green().image("registry/myapp:v2").apply();

        editGreen(deployment -> deployment
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .put("kubectl.kubernetes.io/restartedAt", "2026-01-01T00:00:00Z"));

        assertThat(findings("changed-since-stage")).isEmpty();
    }

    @Test
    void aMarkByAnotherWriterDoesNotCount() {
        green().image("registry/myapp:v2").apply();

        editGreen(deployment -> deployment.getMetadata().getAnnotations().put("bluegreen.dev/staged", "H4sIA!!"));

        assertThat(findings("changed-since-stage")).isEmpty();
    }

    @Test
    void whatTheServerWouldRefuseIsRefusedBeforeAnythingIsWritten() {
        editGreen(deployment -> {
            container(deployment).getReadinessProbe().setHttpGet(null);
            container(deployment)
                    .getReadinessProbe()
                    .setTcpSocket(new TCPSocketActionBuilder().withNewPort(8080).build());
        });
        int before = site.writes().size();

        assertThatThrownBy(() -> green().image("registry/myapp:v2").apply())
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("may not specify more than 1 handler type");
        assertThat(site.writes()).hasSize(before);
    }

    @Test
    void aFieldThatDoesNotExistIsRefusedBeforeAnythingIsWritten() {
        String typo = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: myapp-green}
                spec:
                  selector: {matchLabels: {app: myapp, track: green}}
                  template:
                    metadata: {labels: {app: myapp, track: green}}
                    spec: {containers: [{name: app, image: "x:1", imagePullPolcy: Always}]}
                """;

        assertThatThrownBy(() -> green().manifest(typo).apply())
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("imagePullPolcy");
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void aWebhookWithoutDryRunsIsReportedAndStagingGoesOn() {
        site.cluster
                .faults()
                .on("patch")
                .resource("deployments")
                .nth(1)
                .then(Fault.denied("admission webhook \"policy.example.org\" does not support dry run"));

        StageReport report = green().image("registry/myapp:v2").apply();

        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.sentence()).contains("does not support dry run"));
        assertThat(container(deployment()).getImage()).isEqualTo("registry/myapp:v2");
    }

    @Test
    void aPausedTrackIsResumed() {
        editGreen(deployment -> deployment.getSpec().setPaused(true));

        StageReport report = green().image("registry/myapp:v3").apply();

        assertThat(report.workload().ready()).isEqualTo(3);
        assertThat(deployment().getSpec().getPaused()).isNotEqualTo(true);
    }

    @Test
    void aPausedTrackIsRefusedAtOnceAtTheSwitch() {
        editGreen(deployment -> deployment.getSpec().setPaused(true));
        Instant before = site.cluster.time().now();

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .hasMessageContaining(
                        "is paused; resume it with: kubectl rollout resume deployment/myapp-green -n default");
        assertThat(Duration.between(before, site.cluster.time().now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aTrackThatIsPausedWhileItIsWaitedForIsRefusedThen() {
        site.cluster.behave(pods("track=green"), Behaviour.neverReady());
        site.kubectl().pods().withLabel("track", "green").delete();
        site.cluster
                .time()
                .after(
                        Duration.ofSeconds(5),
                        () -> site.kubectl()
                                .apps()
                                .deployments()
                                .withName("myapp-green")
                                .edit(green -> {
                                    green.getSpec().setPaused(true);
                                    return green;
                                }));
        Instant before = site.cluster.time().now();

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN)).hasMessageContaining("is paused; resume it");
        assertThat(Duration.between(before, site.cluster.time().now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aRolloutThatHasStoppedToProgressIsRefusedAtOnceAtTheSwitch() {
        site.cluster.behave(pods("track=green"), Behaviour.imagePullError());
        site.kubectl().apps().deployments().withName("myapp-green").edit(green -> {
            green.getSpec().setProgressDeadlineSeconds(30);
            container(green).setImage("registry/myapp:nowhere");
            return green;
        });
        site.cluster.clock().advance(Duration.ofMinutes(2));
        Instant before = site.cluster.time().now();

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .hasMessageContaining("ProgressDeadlineExceeded");
        assertThat(Duration.between(before, site.cluster.time().now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void saysWhichToolKeepsTheDeployment() {
        editGreen(deployment -> deployment
                .getMetadata()
                .setAnnotations(Map.of("argocd.argoproj.io/tracking-id", "shop:apps/Deployment")));

        assertThat(green().image("registry/myapp:v2").apply().notes())
                .anyMatch(note -> note.contains("is managed by Argo CD"));
    }

    private List<Finding> findings(String id) {
        return site.release().build().plan(GREEN).findings().stream()
                .filter(finding -> finding.id().equals(id))
                .toList();
    }

    private Stage green() {
        return site.release().build().stage(GREEN);
    }

    private Deployment deployment() {
        return site.kubectl().apps().deployments().withName("myapp-green").require();
    }

    private static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    private void editGreen(Consumer<Deployment> edit) {
        site.kubectl().apps().deployments().withName("myapp-green").edit(green -> {
            edit.accept(green);
            return green;
        });
        site.cluster.awaitReady();
    }
}

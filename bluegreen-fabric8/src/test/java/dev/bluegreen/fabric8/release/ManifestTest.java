package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Stage;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.StageReport;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staging what a file or {@code helm template} gives, over real HTTP. */
class ManifestTest {

    private static final String GREEN_ONLY = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: myapp-green
              labels: {app.kubernetes.io/managed-by: Helm}
            spec:
              replicas: 1
              selector:
                matchLabels: {app: myapp, track: green}
              template:
                metadata:
                  labels: {app: myapp, track: green, version: v7}
                spec:
                  containers:
                    - name: app
                      image: registry/myapp:v7
                      ports: [{name: http, containerPort: 8080}]
                      readinessProbe: {httpGet: {path: /, port: http}}
                      livenessProbe: {httpGet: {path: /, port: http}}
                      resources: {requests: {cpu: 100m, memory: 64Mi}}
            """;

    private static final String BESIDE = """
            # Source: myapp/templates/service.yaml
            apiVersion: v1
            kind: Service
            metadata: {name: myapp-svc}
            spec: {selector: {app: myapp, track: green}, ports: [{port: 80}]}
            ---
            # Source: myapp/templates/empty.yaml
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: myapp-blue}
            spec:
              selector: {matchLabels: {app: myapp, track: blue}}
              template:
                metadata: {labels: {app: myapp, track: blue}}
                spec: {containers: [{name: app, image: registry/myapp:v7}]}
            ---
            """;

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void stagesADeploymentThatIsGivenAndSwitchesToIt() {
        StageReport report = green(GREEN_ONLY).env("FLAG", "on").apply();

        Deployment green = deployment("myapp-green");
        assertThat(report.workload().images()).containsExactly("registry/myapp:v7");
        assertThat(report.workload().ready()).as("as many as the active track").isEqualTo(3);
        assertThat(report.notes()).isEmpty();
        assertThat(green.getSpec().getTemplate().getMetadata().getLabels()).containsEntry("version", "v7");
        assertThat(green.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "Helm");
        assertThat(green.getMetadata().getManagedFields())
                .anyMatch(field -> "bluegreen".equals(field.getManager()) && "Apply".equals(field.getOperation()));
        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void picksTheDeploymentOfTheTrackOutOfWhatHelmPrints() {
        String blue = version("myapp-blue");

        StageReport report = green(BESIDE + GREEN_ONLY).replicas(2).apply();

        assertThat(report.workload().ready()).isEqualTo(2);
        assertThat(report.notes())
                .containsExactly(
                        "manifest: Service/myapp-svc was not written; apply it by itself if it has changed",
                        "manifest: Deployment/myapp-blue was not written; apply it by itself if it has changed");
        assertThat(version("myapp-blue")).isEqualTo(blue);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void createsTheTrackWhenItIsNotThere(@TempDir Path directory) throws IOException {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.cluster.awaitReady();
        Path file = Files.writeString(directory.resolve("green.yaml"), GREEN_ONLY);

        site.release().build().stage(GREEN).manifest(file).apply();

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void namesTheLineOfYamlThatIsNone() {
        refuses(BESIDE + "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x\n  spec: [\n", "line ")
                .hasMessageContaining("is not valid YAML");
        refuses("apiVersion: v1\nkind: [oops\n", "manifest: line 3 is not valid YAML; correct it");
    }

    @Test
    void namesTheLineOfWhatIsNoObject() {
        refuses("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\n- one\n- two\n", "line 5 is not an object");
        refuses("# nothing\nfoo: bar\n", "line 2 lacks one of apiVersion, kind and metadata.name");
        refuses(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: myapp-green}\n",
                "line 1 is Deployment/myapp-green, which lacks one of spec.selector");
        refuses(GREEN_ONLY.replace("replicas: 1", "replicas: [many]"), "which has a field of the wrong type");
    }

    @Test
    void refusesWhatIsNothingToStage() {
        refuses(
                GREEN_ONLY + "---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate}\n",
                "it holds Job/migrate (line 22), which cannot be staged");
    }

    @Test
    void refusesNoneAndTwoDeploymentsOfTheTrack() {
        refuses(BESIDE, "it has 0 Deployments").hasMessageContaining("Deployment/myapp-blue");
        refuses(GREEN_ONLY + "---\n" + GREEN_ONLY.replace("myapp-green", "myapp-two"), "it has 2 Deployments");
    }

    @Test
    void refusesADeploymentThatDoesNotFit() {
        refusesForWhatIsThere(
                        GREEN_ONLY.replace("name: myapp-green", "name: shop"), "metadata.name must be 'myapp-green'")
                .hasMessageContaining(".workload(Track.GREEN, \"shop\")");
        refuses(
                GREEN_ONLY.replace("name: myapp-green", "name: myapp-green\n  namespace: other"),
                "metadata.namespace is 'other'");
        refuses(
                GREEN_ONLY.replace("matchLabels: {app: myapp, track: green}", "matchLabels: {app: myapp}"),
                "must both carry");
        refuses(
                GREEN_ONLY.replace(
                        "matchLabels: {app: myapp, track: green}",
                        "matchLabels: {app: myapp, track: green}\n    matchExpressions: [{key: x, operator: Exists}]"),
                "matchExpressions on [x]");
        refusesForWhatIsThere(
                GREEN_ONLY.replace(
                        "matchLabels: {app: myapp, track: green}",
                        "matchLabels: {app: myapp, track: green, version: v7}"),
                "a selector cannot be changed");
    }

    @Test
    void refusesAFileThatIsNotThereAndAnEmptyText(@TempDir Path directory) {
        Stage missing = site.release().build().stage(GREEN).manifest(directory.resolve("none.yaml"));

        assertThatThrownBy(missing.replicas(0)::apply)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.yaml' does not exist")
                .hasMessageContaining("replicas: 0");
        assertThatThrownBy(green("  \n")::apply).hasMessageContaining("the text is empty");
        refuses("# only a comment\n", "it has 0 Deployments");
    }

    private AbstractThrowableAssert<?, ?> refuses(String manifest, String why) {
        Stage stage = green(manifest);
        int before = site.cluster.requests().size();
        var refusal = assertThatThrownBy(stage::apply)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why);
        assertThat(site.cluster.requests()).as("what was asked of the cluster").hasSize(before);
        return refusal;
    }

    private AbstractThrowableAssert<?, ?> refusesForWhatIsThere(String manifest, String why) {
        int before = site.writes().size();
        var refusal = assertThatThrownBy(green(manifest)::apply)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(why);
        assertThat(site.writes()).hasSize(before);
        return refusal;
    }

    private Stage green(String manifest) {
        return site.release().build().stage(GREEN).manifest(manifest);
    }

    private Deployment deployment(String name) {
        return site.kubectl().apps().deployments().withName(name).require();
    }

    private String version(String name) {
        return deployment(name).getMetadata().getResourceVersion();
    }
}

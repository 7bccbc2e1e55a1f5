package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Stage;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Staging over real HTTP: what is written to which object, and why pods do not get ready. */
class StageTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void clonesTheActiveTrackWithSomeThingsChanged() {
        String before = version("myapp-blue");

        StageReport report = green().image("registry/myapp:v3")
                .env("FEATURE_FLAG", "true")
                .request("cpu", "250m")
                .limit("memory", "1Gi")
                .annotation("example.org/build", "77")
                .replicas(2)
                .apply();

        Deployment green = deployment("myapp-green");
        Container container =
                green.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(report.workload().ready()).isEqualTo(2);
        assertThat(container.getImage()).isEqualTo("registry/myapp:v3");
        assertThat(container.getEnv()).extracting(EnvVar::getName).contains("FEATURE_FLAG");
        assertThat(container.getReadinessProbe()).isNotNull();
        assertThat(container.getResources().getRequests()).containsEntry("cpu", new Quantity("250", "m"));
        assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("1", "Gi"));
        assertThat(green.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("example.org/build", "77");
        assertThat(green.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(Map.of("app", "myapp", "track", "green"));
        assertThat(version("myapp-blue")).isEqualTo(before);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void createsAGreenThatIsNotThereAndSwitchesToIt() {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.cluster.awaitReady();
        assertThat(site.release().build().status().toString()).contains("GREEN none");

        green().image("registry/myapp:v3").apply();

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aStatusThatChangesRightAfterTheCreationIsNoConflict() {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.cluster.awaitReady();
        editBeforeApply(deployment -> deployment.put("status", Map.of("observedGeneration", 1)));

        StageReport report = green().image("registry/myapp:v3").apply();

        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .noneMatch(text -> text.contains("another client"));
        assertThat(container("myapp-green").getImage()).isEqualTo("registry/myapp:v3");
    }

    @Test
    void aForeignChangeRightAfterTheCreationIsReported() {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.cluster.awaitReady();
        editBeforeApply(deployment -> spec(deployment).put("replicas", 1));

        StageReport report = green().image("registry/myapp:v3").apply();

        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .anyMatch(text -> text.contains("another client"));
        assertThat(container("myapp-green").getImage()).isEqualTo("registry/myapp:v3");
    }

    @SuppressWarnings("unchecked") // an object of JSON is a map of names
    private static Map<String, Object> spec(Map<String, Object> deployment) {
        return (Map<String, Object>) deployment.get("spec");
    }

    private void editBeforeApply(Consumer<Map<String, Object>> edit) {
        site.cluster.faults().on("patch").resource("deployments").nth(1).then(Fault.concurrentEdit(edit));
    }

    @Test
    void whatAnEarlierStageSetAndThisOneDoesNotIsGone() {
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        green().env("FIRST", "1").apply();

        StageReport report = green().env("SECOND", "2").apply();

        assertThat(container("myapp-green").getEnv())
                .extracting(EnvVar::getName)
                .contains("SECOND")
                .doesNotContain("FIRST");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void namesWhatAnotherWriterKeeps() {
        site.kubectl().apps().deployments().withName("myapp-green").edit(green -> {
            green.getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .get(0)
                    .getEnv()
                    .add(new EnvVar("ONLY_HERE", "1", null));
            return green;
        });

        StageReport report = green().image("registry/myapp:v3").apply();

        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("keeps spec.template.spec.containers[app].env")
                .contains("another field manager owns");
    }

    @Test
    void rulesAboutPlacementFollowTheTrack() {
        site.kubectl().apps().deployments().withName("myapp-blue").edit(blue -> {
            blue.getSpec()
                    .getTemplate()
                    .getSpec()
                    .setTopologySpreadConstraints(List.of(new TopologySpreadConstraintBuilder()
                            .withMaxSkew(1)
                            .withTopologyKey("topology.kubernetes.io/zone")
                            .withWhenUnsatisfiable("ScheduleAnyway")
                            .withNewLabelSelector()
                            .addToMatchLabels("track", "blue")
                            .endLabelSelector()
                            .build()));
            return blue;
        });
        site.cluster.awaitReady();

        green().apply();

        assertThat(deployment("myapp-green")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getTopologySpreadConstraints()
                        .get(0)
                        .getLabelSelector()
                        .getMatchLabels())
                .containsEntry("track", "green");
    }

    @Test
    void saysThatAnImageCannotBePulled() {
        site.cluster.behave(pods("track=green"), Behaviour.imagePullError());

        assertThatThrownBy(() -> green().image("registry/myapp:nowhere").apply())
                .hasMessageContaining("container app: ImagePullBackOff")
                .hasMessageContaining("after 10 min");
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void saysTheLastWordsOfAContainerThatCrashes() {
        site.cluster.behave(pods("track=green"), Behaviour.logLine("no database at db:5432"));
        site.cluster.behave(pods("track=green"), Behaviour.crashLoop());

        assertThatThrownBy(() -> green().image("registry/myapp:v3")
                        .within(Duration.ofMinutes(3))
                        .apply())
                .hasMessageContaining("CrashLoopBackOff")
                .hasMessageContaining("no database at db:5432");
    }

    @Test
    void saysThatPodsRunAndAreNotReady() {
        site.cluster.behave(pods("track=green"), Behaviour.neverReady());

        assertThatThrownBy(() -> green().image("registry/myapp:v3")
                        .within(Duration.ofMinutes(1))
                        .apply())
                .hasMessageContaining("runs and is not ready");
    }

    @Test
    void isRefusedForTheActiveTrack() {
        assertThatThrownBy(() -> site.release().build().stage(BLUE).image("x:1").apply())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic is on BLUE");
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void namesTheContainersThereAre() {
        assertThatThrownBy(() -> green().container("web").image("x:1").apply())
                .hasMessageContaining("'web' does not exist")
                .hasMessageContaining("myapp");
    }

    @Test
    void refusesANameThatIsTaken() {
        site.cluster.app("other").deploy();

        assertThatThrownBy(() -> site.release()
                        .workload(GREEN, "other-green")
                        .build()
                        .stage(GREEN)
                        .apply())
                .hasMessageContaining("other-green");
        assertThat(site.writes()).isEmpty();
    }

    private Stage green() {
        return site.release().build().stage(GREEN);
    }

    private Deployment deployment(String name) {
        return site.kubectl().apps().deployments().withName(name).require();
    }

    private Container container(String name) {
        return deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private String version(String name) {
        return deployment(name).getMetadata().getResourceVersion();
    }
}

package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.testkit.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods that carry the labels of a track and are kept by somebody else, or by nobody. */
class StrangerPodsTest {

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aBarePodIsNamedAsOneAndTheProperPodIsNotCalledOld() {
        site.cluster.app("myapp").replicas(1).deploy();
        pod("myapp-debug", "track: green");

        assertThatThrownBy(() ->
                        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN))
                .hasMessageContaining("pods that do not belong to GREEN alone: myapp-debug (a bare pod)")
                .hasMessageNotContaining("old version")
                .hasMessageNotContaining("delete");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aBarePodThatIsNotReadyIsAWarning() {
        site.cluster.app("myapp").replicas(1).deploy();
        site.cluster.behave(pods("debug=yes"), Behaviour.neverReady());
        pod("myapp-debug", "track: green, debug: 'yes'");

        assertThat(BlueGreen.release("myapp")
                        .on(site.platform)
                        .build()
                        .plan(GREEN)
                        .findings())
                .extracting(Finding::id, Finding::severity)
                .contains(tuple("stranger-pods", Severity.WARNING));
        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aBarePodOnTheOldTrackIsReportedBeforeTheMoveSinceARollbackReachesIt() {
        site.cluster.app("myapp").replicas(1).deploy();
        pod("myapp-debug", "track: blue");

        assertThat(BlueGreen.release("myapp")
                        .on(site.platform)
                        .build()
                        .plan(GREEN)
                        .findings())
                .filteredOn(finding -> finding.id().equals("stranger-pods"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("sends traffic to pods that Deployment/myapp-blue does not own:"
                                + " myapp-debug (a bare pod)"));
        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aReadyPodOfAnotherOwnerDoesNotCountForTheTrack() {
        site.cluster.app("myapp").replicas(2).deploy();
        site.kubectl().apps().deployments().withName("myapp-green").scale(1);
        site.cluster.settle();
        pod("myapp-debug", "track: green");

        assertThatThrownBy(() ->
                        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN))
                .hasMessageContaining("myapp-green has 1 of 2 required pods ready");
    }

    @Test
    void podsOfAJobAreNamedWithIt() {
        site.cluster.app("myapp").replicas(1).deploy();
        site.cluster.behave(pods("app=myapp,task=yes"), Behaviour.succeedsAfter(Duration.ofHours(1)));
        site.cluster.apply("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, namespace: default}
                spec:
                  template:
                    metadata: {labels: {app: myapp, track: green, task: 'yes'}}
                    spec:
                      restartPolicy: Never
                      containers: [{name: migrate, image: "migrate:1"}]
                """);
        site.cluster.settle();

        assertThatThrownBy(() ->
                        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN))
                .hasMessageContaining("(of Job/migrate)");
    }

    @Test
    void podsOfADeploymentWithTheSameLabelsAreNamedWithIt() {
        site.cluster.app("myapp").replicas(1).deploy();
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: canary, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: myapp, track: green, tier: canary}}
                  template:
                    metadata: {labels: {app: myapp, track: green, tier: canary}}
                    spec: {containers: [{name: web, image: "registry/web:v1"}]}
                """);
        site.cluster.settle();
        site.cluster.clock().advance(Duration.ofSeconds(30));

        assertThatThrownBy(() ->
                        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN))
                .hasMessageContaining("(of Deployment/canary)");
        assertThat(BlueGreen.release("myapp")
                        .on(site.platform)
                        .build()
                        .plan(GREEN)
                        .findings())
                .filteredOn(finding -> finding.id().equals("selectors-overlap"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .startsWith("the selectors of Deployment/canary")
                        .contains("and Deployment/myapp-green {app=myapp, track=green} overlap"));
    }

    @Test
    void aDeploymentWhoseSelectorTakesPodsOfTheTrackIsNamedThoughItHasNoneOfItsOwnHere() {
        site.cluster.app("myapp").replicas(1).deploy();
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: wide, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: myapp}}
                  template:
                    metadata: {labels: {app: myapp}}
                    spec: {containers: [{name: web, image: "registry/web:v1"}]}
                """);
        site.cluster.clock().advance(Duration.ofSeconds(30));

        assertThat(BlueGreen.release("myapp")
                        .on(site.platform)
                        .build()
                        .plan(GREEN)
                        .findings())
                .extracting(Finding::id, Finding::severity)
                .contains(tuple("selectors-overlap", Severity.WARNING));
        BlueGreen.release("myapp").on(site.platform).build().switchTo(GREEN);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    private void pod(String name, String labels) {
        site.cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: default, labels: {app: myapp, %s}}
                spec: {containers: [{name: app, image: "shop:v1", readinessProbe: {httpGet: {path: /, port: 8080}}}]}
                """.formatted(name, labels));
        site.cluster.clock().advance(Duration.ofSeconds(30));
    }
}

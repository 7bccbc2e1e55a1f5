package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs, disruption budgets and autoscalers. */
class MoreControllersTest {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec:
              backoffLimit: 2
              template:
                metadata: {labels: {app: migrate}}
                spec:
                  restartPolicy: Never
                  containers: [{name: migrate, image: "shop:v2"}]
            """;

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aJobRunsItsPodToTheEnd() {
        cluster.behave(pods("app=migrate"), Behaviour.logLine("10 tables migrated"));
        cluster.apply(JOB).clock().advance(ofSeconds(2));
        Job job = job();
        assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
        assertThat(job.getStatus().getActive()).isNull();
        assertThat(job.getStatus().getCompletionTime()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(conditions(job)).containsExactly("Complete True CompletionsReached");
        Pod pod = jobPods().get(0);
        assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(pod.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isZero();
        assertThat(client.pods().withName(pod.getMetadata().getName()).getLog()).isEqualTo("10 tables migrated\n");
    }

    @Test
    void aJobThatFailsIsTriedAgainWithGrowingPausesAndThenGivenUp() {
        cluster.behave(pods("app=migrate"), Behaviour.failsAfter(ofSeconds(1)));
        cluster.apply(JOB).clock().advance(ofSeconds(2));
        assertThat(job().getStatus().getFailed()).isEqualTo(1);
        assertThat(jobPods()).hasSize(1);
        cluster.clock().advance(ofSeconds(10));
        assertThat(job().getStatus().getFailed()).isEqualTo(2);
        cluster.clock().advance(ofSeconds(15));
        assertThat(jobPods()).hasSize(2);
        cluster.clock().advance(ofHours(1));
        assertThat(jobPods()).hasSize(3);
        assertThat(conditions(job())).containsExactly("Failed True BackoffLimitExceeded");
    }

    @Test
    void aJobOfSeveralPodsRunsAsManyAtOnceAsItMay() {
        cluster.apply(JOB.replace("backoffLimit: 2", "completions: 5\n  parallelism: 2"));
        cluster.settle();
        assertThat(job().getStatus().getActive()).isEqualTo(2);
        cluster.clock().advance(ofSeconds(10));
        assertThat(job().getStatus().getSucceeded()).isEqualTo(5);
        assertThat(jobPods()).hasSize(5);
    }

    @Test
    void aSuspendedJobWaits() {
        cluster.apply(JOB.replace("backoffLimit: 2", "suspend: true")).clock().advance(ofHours(1));
        assertThat(jobPods()).isEmpty();
        cluster.apply(JOB.replace("backoffLimit: 2", "suspend: false")).clock().advance(ofSeconds(2));
        assertThat(conditions(job())).containsExactly("Complete True CompletionsReached");
    }

    @Test
    void anAnnotationTooSaysHowAPodEnds() {
        cluster.apply(JOB.replace(
                "metadata: {labels: {app: migrate}}",
                "metadata: {labels: {app: migrate}, annotations: {testkit.bluegreen.dev/succeeds-after: 30s}}"));
        cluster.clock().advance(ofSeconds(29));
        assertThat(job().getStatus().getActive()).isEqualTo(1);
        cluster.clock().advance(ofSeconds(1));
        assertThat(job().getStatus().getSucceeded()).isEqualTo(1);
    }

    @Test
    void whatIsToRunForEverIsStartedAgainWhenItEnds() {
        cluster.behave(pods("track=green"), Behaviour.succeedsAfter(ofSeconds(5)));
        cluster.app("shop").replicas(1).apply();
        cluster.clock().advance(ofSeconds(12));
        assertThat(restarts()).isEqualTo(1);
        cluster.clock().advance(ofSeconds(10));
        assertThat(restarts()).isEqualTo(2);
    }

    @Test
    void aBudgetCountsHowManyPodsMayGo() {
        cluster.app("shop").replicas(3).deploy();
        cluster.apply(budget("minAvailable: 2")).settle();
        assertThat(counts()).containsExactly(1, 3, 2, 3);
        cluster.behave(pods("track=blue"), Behaviour.neverReady()).settle();
        assertThat(counts()).containsExactly(0, 0, 2, 3);
    }

    @Test
    void aBudgetOfAShareIsOfThePodsThatOughtToBe() {
        cluster.app("shop").replicas(3).deploy();
        cluster.apply(budget("maxUnavailable: 34%")).settle();
        assertThat(counts()).containsExactly(2, 3, 1, 3);
        client.apps().deployments().withName("shop-blue").scale(10);
        cluster.awaitReady().settle();
        assertThat(counts()).containsExactly(4, 10, 6, 10);
    }

    @Test
    void anAutoscalerHoldsADeploymentAtItsLeastButLeavesZeroAlone() {
        cluster.app("shop").replicas(1).deploy();
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: shop-blue}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop-blue}
                  minReplicas: 4
                  maxReplicas: 8
                """);
        cluster.settle();
        assertThat(blue().getSpec().getReplicas()).isEqualTo(4);
        client.apps().deployments().withName("shop-blue").scale(2);
        cluster.clock().advance(ofSeconds(15));
        assertThat(blue().getSpec().getReplicas()).isEqualTo(4);
        client.apps().deployments().withName("shop-blue").scale(20);
        cluster.clock().advance(ofSeconds(15));
        assertThat(blue().getSpec().getReplicas()).isEqualTo(8);
        client.apps().deployments().withName("shop-blue").scale(0);
        cluster.clock().advance(ofSeconds(60));
        assertThat(blue().getSpec().getReplicas()).isZero();
    }

    private Deployment blue() {
        return client.apps().deployments().withName("shop-blue").get();
    }

    private Job job() {
        return client.batch().v1().jobs().withName("migrate").get();
    }

    private List<Pod> jobPods() {
        return client.pods().withLabel("job-name", "migrate").list().getItems();
    }

    private int restarts() {
        return client.pods()
                .withLabel("track", "green")
                .list()
                .getItems()
                .get(0)
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getRestartCount();
    }

    private static List<String> conditions(Job job) {
        return job.getStatus().getConditions().stream()
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    private static String budget(String bound) {
        return """
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: shop}
                spec:
                  %s
                  selector: {matchLabels: {app: shop}, matchExpressions: [{key: track, operator: In, values: [blue]}]}
                """.formatted(bound);
    }

    /** Allowed, healthy, desired, expected. */
    private List<Integer> counts() {
        PodDisruptionBudgetStatus status = client.policy()
                .v1()
                .podDisruptionBudget()
                .withName("shop")
                .get()
                .getStatus();
        return List.of(
                status.getDisruptionsAllowed(),
                status.getCurrentHealthy(),
                status.getDesiredHealthy(),
                status.getExpectedPods());
    }
}

package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Smoke tests that are Jobs, and those that look for a line in the log. */
class SmokeJobTest {

    private static final String MANIFEST = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: checkout-contract-tests}
            spec:
              backoffLimit: 0
              template:
                metadata: {labels: {app: tests}}
                spec:
                  restartPolicy: Never
                  containers:
                    - {name: tests, image: "tests:1"}
            """;

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aJobThatCompletesLetsTheCutoverGoOnAndIsDeleted() {
        List<Job> seen = new CopyOnWriteArrayList<>();
        try (var watch = site.kubectl().batch().v1().jobs().watch(remember(seen))) {
            CutoverReport report = site.release().smokeTest(job()).build().switchTo(GREEN);

            assertThat(report.evidence().get(0).sentence())
                    .contains("Job/checkout-contra-")
                    .contains(" completed");
        }
        assertThat(jobs()).isEmpty();
        assertThat(seen.get(0).getSpec().getActiveDeadlineSeconds()).isEqualTo(300);
        assertThat(seen.get(0).getSpec().getTtlSecondsAfterFinished()).isEqualTo(3600);
        assertThat(seen.get(0)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .extracting(variable -> variable.getName() + "=" + variable.getValue())
                .contains("BLUEGREEN_RELEASE=myapp", "BLUEGREEN_TRACK=green");
    }

    @Test
    void aJobThatFailsRefusesWithItsLastWords() {
        site.cluster.behave(pods("app=tests"), Behaviour.failsAfter(Duration.ofSeconds(20)));
        site.cluster.behave(pods("app=tests"), Behaviour.logLine("3 of 40 contracts are broken"));

        assertThatThrownBy(() -> site.release().smokeTest(job()).build().switchTo(GREEN))
                .hasMessageContaining("failed: BackoffLimitExceeded")
                .hasMessageContaining("last lines of its log: 3 of 40 contracts are broken");
        assertThat(jobs()).isEmpty();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aJobThatDoesNotEndIsNotWaitedForForEver() {
        site.cluster.behave(pods("app=tests"), Behaviour.succeedsAfter(Duration.ofHours(1)));

        assertThatThrownBy(() -> site.release()
                        .smokeTest(site.platform.smokeJob(MANIFEST).within(Duration.ofMinutes(1)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("did not complete within 1 min");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void aLostAnswerToItsCreationMakesNoSecondJob() {
        site.cluster.faults().on("create").resource("jobs").nth(1).then(Fault.dropAfter());

        site.release().smokeTest(job()).build().switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void theJobOfAProcessThatDiedIsDeletedByTheNextOne() {
        site.cluster.behave(pods("app=tests"), Behaviour.succeedsAfter(Duration.ofHours(1)));
        site.cluster
                .faults()
                .on("get")
                .resource("jobs")
                .client(Site.RELEASER)
                .nth(2)
                .then(Fault.crashBefore());
        assertThatThrownBy(() -> site.release().smokeTest(job()).build().switchTo(GREEN))
                .isInstanceOf(RuntimeException.class);
        assertThat(jobs()).hasSize(1);

        site.releaseOfAnotherProcess().build().switchTo(GREEN);

        assertThat(jobs()).isEmpty();
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void whatIsNoJobIsRefusedAtOnce() {
        for (String manifest :
                List.of("", "not yaml: [", "kind: Pod", MANIFEST.replace("kind: Job", "kind: CronJob"))) {
            assertThatThrownBy(() -> site.platform.smokeJob(manifest))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("smokeJob: the manifest is not a Job");
        }
    }

    @Test
    void whatTheApiServerWouldRefuseIsRefusedWhenTheTestIsMade() {
        Map.of(
                        MANIFEST.replace("name: checkout-contract-tests", "name: UPPER"), "metadata.name is 'UPPER'",
                        MANIFEST.replace("name: checkout-contract-tests", "name: my_job"), "metadata.name is 'my_job'",
                        MANIFEST.replace("name: checkout-contract-tests", "name: ../x"), "metadata.name is '../x'",
                        MANIFEST.replace("name: checkout-contract-tests", "name: -x"), "metadata.name is '-x'",
                        MANIFEST.replace("restartPolicy: Never", "restartPolicy: Always"),
                                "restartPolicy is 'Always'; a Job needs Never or OnFailure",
                        MANIFEST.replace("restartPolicy: Never", "hostNetwork: false"), "restartPolicy is missing",
                        MANIFEST.replace("{app: tests}", "{app: 'not a value'}"),
                                "spec.template.metadata.labels.app is 'not a value'",
                        MANIFEST.replace("{app: tests}", "{'-app': tests}"), "spec.template.metadata.labels is '-app'",
                        MANIFEST.replace("image: \"tests:1\"", "command: [x]"), "containers[tests].image is missing",
                        MANIFEST.replace("backoffLimit: 0", "selector: {matchLabels: {app: tests}}"),
                                "spec.selector is 'set'")
                .forEach((manifest, problem) -> assertThatThrownBy(() -> site.platform.smokeJob(manifest))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("smokeJob: ")
                        .hasMessageContaining(problem));
    }

    @Test
    void aJobOfAnotherNamespaceIsRefusedAsStageDoes() {
        String other = MANIFEST.replace("{name: checkout-contract-tests}", "{name: tests, namespace: other}");

        assertThatThrownBy(() -> site.platform.smokeJob(other))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("metadata.namespace is 'other'; the release lives in 'default'");
        site.platform.smokeJob(other.replace("namespace: other", "namespace: default"));
    }

    @Test
    void twoDocumentsAreNoJob() {
        assertThatThrownBy(() -> site.platform.smokeJob(MANIFEST + "---\n" + MANIFEST))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("smokeJob: the manifest is not a Job; give one document");
    }

    @Test
    void aJobWhosePodsTheRouterTakesNowOrAfterTheMoveIsRefusedByThePlan() {
        List.of("{app: myapp, track: blue}", "{app: myapp, track: green}").forEach(labels -> {
            Release release = site.release()
                    .smokeTest(site.platform.smokeJob(MANIFEST.replace("{app: tests}", labels)))
                    .build();

            assertThat(release.plan(GREEN).findings())
                    .filteredOn(finding -> finding.id().equals("smoke-job-labels"))
                    .extracting(Finding::sentence)
                    .anyMatch(sentence -> sentence.contains("would be endpoints of Service/myapp-svc"))
                    .anyMatch(sentence -> sentence.contains("are taken by the selector"));
            assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("endpoints of Service/myapp-svc");
            assertThat(jobs()).isEmpty();
        });
    }

    @Test
    void aRouterThatSelectsByLessThanADeploymentIsLookedAtToo() {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getSpec().setSelector(Map.of("track", "blue"));
            return service;
        });

        assertThat(site.release()
                        .cutover(site.platform.selectorPatch(Site.SERVICE))
                        .smokeTest(site.platform.smokeJob(MANIFEST.replace("{app: tests}", "{track: green}")))
                        .build()
                        .plan(GREEN)
                        .findings())
                .extracting(Finding::id)
                .contains("smoke-job-labels");
    }

    @Test
    void aTimeToLiveThatIsTooShortToSeeTheEndIsRaised() {
        List<Job> seen = new CopyOnWriteArrayList<>();
        String manifest = MANIFEST.replace("backoffLimit: 0", "backoffLimit: 0\n  ttlSecondsAfterFinished: 0");
        try (var watch = site.kubectl().batch().v1().jobs().watch(remember(seen))) {
            site.release().smokeTest(site.platform.smokeJob(manifest)).build().switchTo(GREEN);
        }

        assertThat(seen.get(0).getSpec().getTtlSecondsAfterFinished()).isEqualTo(300);
    }

    @Test
    void aLineInTheLogsOfAllPodsIsWaitedFor() {
        site.cluster
                .time()
                .after(
                        Duration.ofSeconds(20),
                        () -> site.cluster.pods("track=green").writeLog("caches are warm after 20 s"));

        CutoverReport report = site.release()
                .smokeTest(SmokeTest.log("caches are warm after \\d+ s"))
                .build()
                .switchTo(GREEN);

        assertThat(report.evidence().get(0).sentence()).contains("was seen in the logs of 3 pods");
        assertThat(report.took()).isGreaterThan(Duration.ofSeconds(18));
    }

    @Test
    void aLineThatDoesNotComeRefuses() {
        site.cluster.pods("track=blue").writeLog("caches are warm");

        assertThatThrownBy(() -> site.release()
                        .smokeTest(SmokeTest.log("caches are warm").within(Duration.ofSeconds(50)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("/caches are warm/ was not seen within 50 s in the logs of [myapp-green-");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aPlanWithAllKindsOfTestsRunsUnderItsPrintedRole() {
        site.cluster.pods("track=green").writeLog("warm");
        String role = KubernetesRbac.of(
                        allTests(site.release(), site.platform).build().plan(GREEN))
                .toString();

        Fabric8Platform restricted =
                Fabric8Platform.of(site.cluster.clientAs("ci", role)).withTime(site.cluster.time());
        allTests(BlueGreen.release("myapp").on(restricted), restricted).build().switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void withoutAnyOneOfTheRightsOfTestsThePlanIsRefusedAndTheRightNamed() {
        site.cluster.pods("track=green").writeLog("warm");
        String role = KubernetesRbac.of(
                        allTests(site.release(), site.platform).build().plan(GREEN))
                .toString();
        List<String> rules = role.lines()
                .filter(line -> line.contains("pods/")
                        || line.contains("batch")
                        || line.contains("create]")
                        || line.contains("delete]"))
                .filter(line -> !line.contains("leases"))
                .toList();

        assertThat(rules).hasSize(5).allSatisfy(rule -> {
            String client = "without-" + rules.indexOf(rule);
            String without = role.replace(rule + "\n", "").replace("bluegreen-myapp}\nrules", client + "}\nrules");
            Fabric8Platform restricted =
                    Fabric8Platform.of(site.cluster.clientAs(client, without)).withTime(site.cluster.time());
            String resource = rule.replaceAll(".*resources: \\[([a-z/]+)].*", "$1");

            assertThatThrownBy(() -> allTests(BlueGreen.release("myapp").on(restricted), restricted)
                            .build()
                            .switchTo(GREEN))
                    .as(rule)
                    .hasMessageContaining(resource);
            assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        });
    }

    private ReleaseBuilder allTests(ReleaseBuilder release, Fabric8Platform platform) {
        return release.smokeTest(SmokeTest.get("/").attempts(1, Duration.ZERO))
                .smokeTest(SmokeTest.log("warm"))
                .smokeTest(SmokeTest.get("/")
                        .via(platform.previewService(
                                (service, port) -> site.cluster.service(service).uri())))
                .smokeTest(platform.smokeJob(MANIFEST));
    }

    private SmokeTest job() {
        return site.platform.smokeJob(MANIFEST);
    }

    private List<Job> jobs() {
        return site.kubectl().batch().v1().jobs().list().getItems();
    }

    private static Watcher<Job> remember(List<Job> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Job job) {
                seen.add(job);
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
    }
}

package dev.bluegreen.file;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.FakeCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file on a fake cluster does what the same Java does. */
class OnClusterTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    private final Loopback server = Loopback.start();

    @TempDir
    private Path folder;

    @BeforeEach
    void deploy() {
        cluster.app("checkout").replicas(2).deploy();
    }

    @AfterEach
    void close() {
        platform.close();
        cluster.close();
        server.close();
    }

    @Test
    void planAndEndAreThoseOfTheSameJava() {
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                routers:
                  - selectorPatch: checkout-svc
                    settlesWithin: 5s
                smokeTests:
                  - get: /healthz
                    expectStatus: 200
                requestedBy: {name: pipeline, reason: CHG-7}
                bake:
                  duration: 30s
                  every: 10s
                  objectives:
                    - prometheus: %s
                      query: error_rate
                      below: 0.01
                      name: error rate
                standby: {duration: 24h, replicas: 1}
                severities: {probes-missing: info}
                deadlines: {verify: 2m}
                """.formatted(server.address()));
        ReleaseBuilder java = BlueGreen.release("checkout")
                .on(platform)
                .cutover(platform.selectorPatch("checkout-svc").settlesWithin(Duration.ofSeconds(5)))
                .smokeTest(SmokeTest.get("/healthz").expectStatus(200))
                .requestedBy("pipeline", "CHG-7")
                .bake(Bake.lasting(Duration.ofSeconds(30))
                        .every(Duration.ofSeconds(10))
                        .watching(Slo.prometheus(URI.create(server.address()))
                                .query("error_rate")
                                .below(0.01)
                                .named("error rate")))
                .standby(Standby.lasting(Duration.ofHours(24)).scaledTo(1))
                .severity("probes-missing", Finding.Severity.INFO)
                .deadlines(Deadlines.DEFAULT.withVerify(Duration.ofMinutes(2)));

        assertThat(file.on(platform).build().plan(GREEN))
                .hasToString(java.build().plan(GREEN).toString());

        CutoverReport report = file.on(platform).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(java.build().status().history())
                .singleElement()
                .satisfies(past -> assertThat(past.by()).contains("pipeline"));
        assertThat(server.asked()).anyMatch(path -> path.startsWith("/api/v1/query?query=error_rate"));
        assertThat(java.build().status().standby()).isPresent();
    }

    @Test
    void aBreachedObjectiveOfTheFileSendsTrafficBack() {
        server.answer("0.5");
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                bake:
                  duration: 30s
                  objectives: [{prometheus: "%s", query: error_rate, below: 0.01}]
                """.formatted(server.address()));

        CutoverException ended = catchThrowableOfType(
                CutoverException.class, () -> file.on(platform).build().switchTo(GREEN));

        assertThat(ended.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void anApprovalOfTheFileIsAwaited() {
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                approval: {annotation: true, within: 1m}
                """);

        assertThatThrownBy(() -> file.on(platform).build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("1 min");
    }

    @Test
    void eventsGoToTheWebhookOfASecretAndToTheAuditDirectory() throws IOException {
        secret("hooks", Map.of("url", server.address() + "/hook/s3cr3t"));
        Path release = Files.writeString(folder.resolve("release.yaml"), """
                name: checkout
                notifiers:
                  - webhook: {secret: {name: hooks, key: url}}
                    kinds: [ended]
                auditDirectory: audit
                auditLog: false
                """);
        ReleaseFile file = ReleaseFile.read(release);
        assertThat(folder.resolve("audit")).doesNotExist();
        ReleaseBuilder builder = file.on(platform);

        assertThat(builder.build().plan(GREEN).permissions())
                .extracting(Object::toString)
                .contains("get secrets \"hooks\"");
        CutoverReport report = builder.build().switchTo(GREEN);

        assertThat(report.to()).isEqualTo(GREEN);
        server.awaitAsked("/hook/s3cr3t");
        assertThat(report.toString()).doesNotContain("s3cr3t");
        try (Stream<Path> lines = Files.list(folder.resolve("audit"))) {
            assertThat(lines)
                    .singleElement()
                    .satisfies(one -> assertThat(one).content().contains("took the lock"));
        }
    }

    @Test
    void aSecretThatIsNotThereIsNamedWithItsPlaceInTheFile() {
        secret("empty", Map.of("other", "s3cr3t"));
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                notifiers:
                  - slack: {secret: {name: hooks, key: url}}
                  - slack: {secret: {name: empty, key: url}}
                  - slack: {env: NOT_SET_ANYWHERE}
                  - slack: {file: not/there}
                """);

        assertThat(catchThrowableOfType(ConfigurationException.class, () -> file.on(platform))
                        .problems())
                .containsExactly(
                        "release.yaml:3:28: notifiers[0].slack.secret.name: there is no Secret 'hooks' in "
                                + platform.describe() + "; create it, or correct the name",
                        "release.yaml:4:28: notifiers[1].slack.secret.name: Secret 'empty' has no text at the key 'url';"
                                + " give one of its keys, or add the value",
                        "release.yaml:5:18: notifiers[2].slack.env: the variable 'NOT_SET_ANYWHERE' is not set; set it,"
                                + " without showing it",
                        "release.yaml:6:19: notifiers[3].slack.file: 'not/there' cannot be read; give a file that is"
                                + " there, and readable");
    }

    @Test
    void aSecretThatIsNoAddressIsNotShown() {
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                notifiers:
                  - slack: {env: HOOK}
                  - webhook: {env: GOOD}
                    signedBy: {env: HOOK}
                """)
                .withEnvironment(Map.of("HOOK", "hooks.slack.com/s3cr3t", "GOOD", "https://h.example/x")::get);

        assertThat(catchThrowableOfType(ConfigurationException.class, () -> file.on(platform))
                        .problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("not shown").doesNotContain("s3cr3t"));
    }

    @Test
    void everyRouterOfKubernetesIsMade() {
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                routers:
                  - selectorPatch: checkout-svc
                    makeBeforeBreak: {unverified: 2m}
                  - albIngress: web
                  - nlbService: nlb
                  - httpRoute: web
                    rule: 0
                  - grpcRoute: grpc
                  - virtualService: web
                  - externalDns: shop.example.com
                    identifiers: {blue: a, green: b}
                """);

        assertThat(file.on(platform).build()).isNotNull();
        assertThatThrownBy(() -> file.on(platform)
                        .cutover(platform.albIngress("web"))
                        .cutover(platform.nlbService("nlb"))
                        .cutover(platform.httpRoute("web"))
                        .cutover(platform.grpcRoute("grpc"))
                        .cutover(platform.virtualService("web"))
                        .cutover(platform.externalDns("shop.example.com"))
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        twice -> assertThat(twice.problems())
                                .filteredOn(problem -> problem.contains("is named twice"))
                                .hasSize(6));
    }

    private void secret(String name, Map<String, String> values) {
        cluster.apply("apiVersion: v1\nkind: Secret\nmetadata: {name: " + name + "}\nstringData: "
                + new com.google.gson.Gson().toJson(values));
    }
}

package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.Stage;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A secret is planted wherever this module takes one, and looked for in all that can be seen. */
class SecretsTest {

    private static final String SECRET = "s3cr3t";

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: myapp-green}
            spec:
              replicas: 2
              selector: {matchLabels: {app: myapp, track: green}}
              template:
                metadata: {labels: {app: myapp, track: green}}
                spec:
                  containers:
                    - name: web
                      image: "myapp:v3"
                      args: ["--password=s3cr3t"]
                      env: [%s]
            """;

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: smoke}
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: test, image: curl, args: ["-u:s3cr3t"], env: [%s]}]
            """;

    private static final String VARIABLE = "{name: TOKEN, value: s3cr3t}";

    private final TracedLog log = TracedLog.of(Release.class, Fabric8Platform.class);
    private final Site site = Site.withApp();
    private final StringBuilder seen = new StringBuilder();
    private final KubernetesClient client = site.cluster
            .clientBuilder()
            .withConfig(new ConfigBuilder(site.cluster.config(Site.RELEASER))
                    .withPassword(SECRET)
                    .withClientKeyPassphrase(SECRET)
                    .build())
            .build();
    private final Fabric8Platform platform = Fabric8Platform.of(client).withTime(site.cluster.time());

    @AfterEach
    void close() {
        platform.close();
        client.close();
        site.close();
        log.close();
    }

    @Test
    void whatIsStagedIsSeenNowhere() {
        List<UnaryOperator<Stage>> stages = List.of(
                stage -> stage.image("myapp:v3").env("TOKEN", SECRET),
                stage -> stage.image("myapp:v3").env("TOKEN", SECRET).container("none"),
                stage -> stage.manifest(DEPLOYMENT.formatted(VARIABLE)),
                stage -> stage.manifest(DEPLOYMENT.formatted("{name: TOKEN, value: [s3cr3t]}")),
                stage -> stage.manifest(DEPLOYMENT.formatted("{name: TOKEN, value: \"s3cr3t")),
                stage -> stage.manifest(DEPLOYMENT.formatted("{name: TOKEN, value: s3cr3t: x}")),
                stage -> stage.manifest(DEPLOYMENT.formatted("s3cr3t")));
        stages.forEach(this::stage);
        stage(stage -> stage.image("myapp:v4").env("TOKEN", SECRET), Fault.status(422));
        stage(stage -> stage.image("myapp:v5").env("TOKEN", SECRET), Fault.status(500));
        stage(stage -> stage.manifest(DEPLOYMENT.formatted(VARIABLE)), Fault.status(403));
        stage(stage -> stage.image("myapp:v6").env("TOKEN", SECRET), Fault.dropAfter());

        assertThatItIsNowhere();
    }

    /** What differs from what was staged is told by its place, never by its value. */
    @Test
    void whatIsChangedAfterTheStageIsSeenNowhere() {
        stage(stage -> stage.image("myapp:v3").env("TOKEN", "before"));
        site.kubectl().apps().deployments().withName("myapp-green").edit(deployment -> {
            Container container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
            container.getEnv().forEach(variable -> variable.setValue(SECRET));
            container.getEnv().add(new EnvVar("OTHER", SECRET, null));
            container.setArgs(List.of("--password=" + SECRET));
            deployment.getSpec().getTemplate().getMetadata().setAnnotations(Map.of("note", SECRET));
            return deployment;
        });
        site.cluster.awaitReady();

        run(builder -> builder);
        stage(stage -> stage.image("myapp:v4").container("none"));
        stage(stage -> stage.image("myapp:v4"));

        assertThat(seen).contains("changed-since-stage", "env[TOKEN].value was changed", "env[OTHER].value was added");
        assertThatItIsNowhere();
    }

    @Test
    void whatChecksAreGivenIsSeenNowhere() {
        URI nowhere = URI.create("http://u:s3cr3t@127.0.0.1:1/x?token=s3cr3t");
        URI hook = URI.create("http://u:s3cr3t@127.0.0.1:1/hook-s3cr3t?token=s3cr3t");
        List<UnaryOperator<ReleaseBuilder>> places = List.of(
                builder -> builder.smokeTest(platform.smokeJob(JOB.formatted(VARIABLE))),
                builder -> builder.smokeTest(platform.smokeJob(JOB.formatted("s3cr3t"))),
                builder -> builder.smokeTest(platform.smokeJob(JOB.formatted("{name: TOKEN, value: \"s3cr3t"))),
                builder -> builder.smokeTest(SmokeTest.get("/healthz?token=s3cr3t")
                        .header("Authorization", SECRET)
                        .via(platform.previewService((name, port) -> nowhere))),
                builder ->
                        builder.smokeTest(SmokeTest.get("/healthz?token=s3cr3t").header("Authorization", SECRET)),
                builder -> builder.smokeTest(platform.loadBalancerProvisioned(Site.SERVICE)
                        .answering(TrafficProbe.get(nowhere).header("Authorization", SECRET))
                        .within(Duration.ofMinutes(1))),
                builder -> builder.trafficProbe(TrafficProbe.get(nowhere).header("Authorization", SECRET)),
                builder -> builder.approval(Approval.webhook(hook).within(Duration.ofMinutes(1))));
        places.forEach(this::run);
        site.cluster.faults().on("create").resource("jobs").then(Fault.status(422));
        run(places.get(0));

        assertThatItIsNowhere();
    }

    private void stage(UnaryOperator<Stage> changes, Fault fault) {
        site.cluster.faults().clear();
        site.cluster.faults().on("patch").resource("deployments").first(1).then(fault);
        site.cluster.faults().on("update").resource("deployments").first(1).then(fault);
        site.cluster.faults().on("create").resource("deployments").first(1).then(fault);
        stage(changes);
    }

    private void stage(UnaryOperator<Stage> changes) {
        Release release = release().build();
        look(() -> {
            Stage stage = changes.apply(release.stage(GREEN).within(Duration.ofMinutes(2)));
            seen.append(stage).append(stage.apply());
        });
        look(() -> seen.append(release.plan(GREEN)).append(release.status()));
    }

    private void run(UnaryOperator<ReleaseBuilder> place) {
        look(() -> {
            Release release = place.apply(release()).build();
            seen.append(release.plan(GREEN)).append(release.switchTo(GREEN));
        });
        Release plain = release().build();
        look(() -> seen.append(plain.status()));
        if (site.service().getSpec().getSelector().get("track").equals("green")) {
            look(() -> seen.append(plain.rollBack()));
        }
    }

    private ReleaseBuilder release() {
        return BlueGreen.release("myapp")
                .on(platform)
                .listener(event -> seen.append(event).append('\n'));
    }

    private void look(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            seen.append(trace);
        }
    }

    private void assertThatItIsNowhere() {
        KubernetesClient person = site.kubectl();
        seen.append(Serialization.asYaml(person.leases().inAnyNamespace().list()))
                .append(Serialization.asYaml(
                        person.v1().events().inAnyNamespace().list()))
                .append(Serialization.asYaml(
                        person.configMaps().inAnyNamespace().list()))
                .append(Serialization.asYaml(person.services().inAnyNamespace().list()))
                .append(platform);
        assertThat(site.service().getSpec().getSelector())
                .containsEntry("track", BLUE.name().toLowerCase(Locale.ROOT));
        assertThat(seen.toString().lines().filter(line -> line.contains(SECRET)))
                .isEmpty();
        assertThat(seen).contains("bluegreen-myapp", "Exception");
        assertThat(log.text().lines().filter(line -> line.contains(SECRET))).isEmpty();
        assertThat(log.text()).contains("dev.bluegreen.audit");
    }
}

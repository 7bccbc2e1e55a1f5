package dev.bluegreen.file;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.RouterTypes;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.aws.FakeRoute53;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers of AWS, of others, and of modules that are not on the class path. */
class AdaptersTest {

    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "releaser", "aws.secretAccessKey", "not-a-secret");

    private static final String EXPRESSION = """
            name: checkout
            bake:
              duration: 1m
              objectives:
                - cloudWatchExpression: 100 * errors / requests
                  region: eu-central-1
                  using:
                    errors: {cloudWatchMetric: Errors, metricNamespace: Shop, statistic: Sum}
                    requests: {cloudWatchMetric: RequestCount, metricNamespace: Shop, statistic: Sum}
                  below: 1
            """;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final VirtualTime time = VirtualTime.create();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("checkout-blue", "checkout:1", 2)
            .deploy("checkout-green", "checkout:2", 2);

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
        CREDENTIALS.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrl");
    }

    @Test
    void recordsOfRoute53AreMoved() {
        CREDENTIALS.forEach(System::setProperty);
        try (FakeRoute53 route53 = FakeRoute53.startOn(time).zone("Z1", "example.com")) {
            System.setProperty("aws.endpointUrl", route53.endpoint().toString());
            route53.weighted("api.example.com", "CNAME", "blue", 100, "blue.elb.example")
                    .weighted("api.example.com", "CNAME", "green", 0, "green.elb.example");
            ReleaseFile file = ReleaseFile.read("release.yaml", """
                    name: checkout
                    routers:
                      - route53: api.example.com
                        hostedZone: Z1
                        weighted: {blue: blue, green: green}
                        slack: 30s
                    severities: {targets-unverified: info}
                    """);

            assertThat(file.on(platform).build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
            assertThat(route53.requests())
                    .anyMatch(request -> request.toString().contains("ChangeResourceRecordSets"));
        }
    }

    @Test
    void recordsOfAWildcardAreMoved() {
        CREDENTIALS.forEach(System::setProperty);
        try (FakeRoute53 route53 = FakeRoute53.startOn(time).zone("Z1", "example.com")) {
            System.setProperty("aws.endpointUrl", route53.endpoint().toString());
            route53.weighted("*.example.com", "CNAME", "blue", 100, "blue.elb.example")
                    .weighted("*.example.com", "CNAME", "green", 0, "green.elb.example");
            ReleaseFile file = ReleaseFile.read("release.yaml", """
                    name: checkout
                    routers:
                      - route53: "*.example.com"
                        hostedZone: Z1
                        weighted: {blue: blue, green: green}
                        slack: 30s
                    severities: {targets-unverified: info}
                    """);

            assertThat(file.on(platform).build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        }
    }

    /** The fake refuses an expression whose ids are not defined in its request. */
    @Test
    void anExpressionOfCloudWatchIsAskedWithTheIdsItUses() {
        CREDENTIALS.forEach(System::setProperty);
        platform.route("gate", BLUE, Duration.ofSeconds(1));
        try (FakeCloudWatch cloudWatch = FakeCloudWatch.startOn(time)) {
            System.setProperty("aws.endpointUrl", cloudWatch.endpoint().toString());
            cloudWatch.value("100 * errors / requests", 0.5);
            time.advance(Duration.ofMinutes(3));

            CutoverReport report = ReleaseFile.read("release.yaml", EXPRESSION)
                    .on(platform)
                    .cutover(platform.router("gate"))
                    .build()
                    .switchTo(GREEN);

            assertThat(report.objectives())
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.lastValue()).hasValue(0.5));
        }
        assertThatThrownBy(() -> ReleaseFile.read("release.yaml", EXPRESSION.replace("Sum}", "Total}"))
                        .on(platform))
                .hasMessageContaining("release.yaml:8:")
                .hasMessageContaining("using.errors.statistic: 'Total' is not a CloudWatch statistic");
    }

    @Test
    void everyPartOfAwsIsMadeWithoutARequest() throws IOException {
        CREDENTIALS.forEach(System::setProperty);
        String groups = """
                    targetGroups:
                      blue: arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/blue/1
                      green: arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/green/2
                """;
        String text = """
                name: checkout
                routers:
                  - albRule: arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/shop/1/2/3
                %s    awaitStickiness: 10m
                  - listenerDefault: arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop/1/2
                %s    settlesWithin: 1m
                smokeTests:
                  - get: /
                    via:
                      testRoutes: ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop/1/9"]
                %s      at: https://test.example.com
                bake:
                  duration: 5m
                  objectives:
                    - {cloudWatchAlarm: errors, region: eu-central-1, missingData: notBreaching}
                    - {cloudWatchMetric: Errors, metricNamespace: Shop, region: eu-central-1, statistic: Sum, below: 5}
                    - prometheus: https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1
                      query: up
                      sigV4: {region: eu-central-1}
                      above: 0
                notifiers:
                  - sns: arn:aws:sns:eu-central-1:123456789012:releases
                    kinds: [ended]
                """.formatted(groups, groups, groups.indent(2));

        assertThat(ReleaseFile.read("release.yaml", text).on(platform).build()).isNotNull();
        assertThatThrownBy(() -> ReleaseFile.read(
                                "release.yaml", text.replace("sigV4: {region: eu-", "sigV4: {region: us-"))
                        .on(platform))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("release.yaml:28:")
                .hasMessageContaining("objectives[2].sigV4: the workspace is in eu-central-1");
    }

    @Test
    void aRouterOfOthersIsNamedByItsKey(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(RouterTypes.class.getName()), Acme.class.getName());
        platform.route("gate", BLUE, Duration.ofSeconds(1));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);

            ReleaseFile file = ReleaseFile.read("release.yaml", "{name: checkout, routers: [{acmeGate: gate}]}");

            assertThat(file.on(platform).build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
            assertThat(ReleaseFile.jsonSchema()).contains("acmeGate", "A gate of Acme.");
            assertThatThrownBy(() ->
                            ReleaseFile.read("release.yaml", "{name: checkout, routers: [{acmeGate: gate, opens: 1}]}"))
                    .hasMessageContaining("release.yaml:1:45: routers[0].opens: there is no such key");
        }
    }

    @Test
    void aRouterOfKubernetesIsRefusedOnAnotherPlatform() {
        assertThatThrownBy(() -> ReleaseFile.read("release.yaml", "{name: checkout, routers: [{selectorPatch: svc}]}")
                        .on(platform))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("routers[0]")
                .hasMessageContaining("Fabric8Platform");
        assertThatThrownBy(() -> ReleaseFile.read(
                                "release.yaml", "{name: checkout, notifiers: [{slack: {secret: {name: a, key: b}}}]}")
                        .on(platform))
                .hasMessageContaining("has no secrets; refer to the environment or a file instead");
    }

    @Test
    void aFileIsReadWithoutBothAdaptersAndSaysWhichOneItNeeds() throws Exception {
        URL[] without = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> !entry.matches(".*(bluegreen-aws|bluegreen-fabric8|awssdk|io.fabric8).*"))
                .map(AdaptersTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);

            assertThat(read(loader, "{name: checkout, standby: 1h, smokeTests: [{get: /}]}"))
                    .isEqualTo("release.yaml: checkout");
            assertThat(read(loader, "{name: checkout, routers: [{selectorPatch: svc}]}"))
                    .contains("routers[0]", "add dev.bluegreen:bluegreen-fabric8");
            assertThat(read(
                            loader,
                            "{name: a, routers: [{route53: a.b, hostedZone: Z1, weighted: {blue: b, green: g}}]}"))
                    .contains("routers[0]", "add dev.bluegreen:bluegreen-aws");
        }
    }

    private static String read(ClassLoader loader, String text) throws ReflectiveOperationException {
        try {
            return Class.forName(ReleaseFile.class.getName(), true, loader)
                    .getMethod("read", String.class, String.class)
                    .invoke(null, "release.yaml", text)
                    .toString();
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As somebody else would write it. */
    public static final class Acme implements RouterTypes {

        private static final Key<String> GATE = Key.of("acmeGate", ValueType.TEXT, "The gate to turn.");

        @Override
        public List<Keys<? extends CutoverStrategy>> routers() {
            return List.of(Keys.of("A gate of Acme.", GATE)
                    .making(values -> values.platform(InMemoryPlatform.class).router(values.get(GATE))));
        }
    }
}

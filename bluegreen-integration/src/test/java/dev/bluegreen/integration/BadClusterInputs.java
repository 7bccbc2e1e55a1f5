package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.COUNTS;
import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;
import static dev.bluegreen.integration.BadInputs.NAMES;
import static dev.bluegreen.integration.BadInputs.NUMBERS;
import static dev.bluegreen.integration.BadInputs.TIMES;

import dev.bluegreen.integration.BadInputs.Attempt;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeApp;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeClusters;
import dev.bluegreen.testkit.FakeLoadBalancer;
import dev.bluegreen.testkit.FakeService;
import dev.bluegreen.testkit.PodSelector;
import dev.bluegreen.testkit.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What nobody should give to a cluster, its Services and routes, the scenes put on it, and its pods. */
final class BadClusterInputs {

    /** The names of most objects may have dots and 253 characters. */
    private static final List<String> OBJECTS =
            NAMES.stream().filter(name -> name == null || name.length() != 64).toList();

    private static final List<String> WORDS = Arrays.asList(
            null,
            "",
            " ",
            "a b",
            "a\nb",
            "a\r\nX: y",
            "\u00e4",
            "a\u202eb",
            "a\u001b[31m",
            "a\u0000",
            "x".repeat(254),
            HUGE);
    private static final List<Integer> PORTS = List.of(0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final List<String> LABEL_KEYS = Arrays.asList(
            null, "", " ", "a b", "a/b/c", "/a", "a/", "-a", "a-", "\u00e4", "a\u202eb", "a\n", "x".repeat(64), HUGE);
    private static final List<String> LABEL_VALUES =
            Arrays.asList(null, " ", "a b", "a/b", "-a", "a-", "\u00e4", "a\u202eb", "a\n", "x".repeat(64), HUGE);
    private static final List<String> YAML = Arrays.asList(
            null,
            "a: [b",
            "just a text",
            "- a\n- b",
            "\u0000",
            "kind: Canary\napiVersion: example.org/v1\nmetadata: {name: a}",
            "kind: Service",
            "kind: Service\napiVersion: v1\nmetadata: {name: UPPER}\nspec: {ports: [{port: 80}]}",
            "kind: ConfigMap\napiVersion: v1\nmetadata: {name: ../x}",
            "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, namespace: no-such-namespace}",
            "kind: Deployment\napiVersion: apps/v1\nmetadata: {name: a}",
            "a: &a [*a]",
            "[".repeat(50_000),
            HUGE);

    private final BadInputs bad;
    private final FakeCluster cluster;

    BadClusterInputs(BadInputs bad, FakeCluster cluster) {
        this.bad = bad;
        this.cluster = cluster;
    }

    void tryAll() {
        starts();
        objects();
        clients();
        services();
        routes();
        scenes(cluster.app("scene"));
        pods();
        behaviours();
        afterClose();
    }

    private static List<String> without(List<String> names, String form) {
        return names.stream()
                .filter(name -> name == null || !name.matches(form))
                .toList();
    }

    private void starts() {
        bad.refusesNull("FakeCluster.startOn", none -> FakeCluster.startOn(null));
        bad.refuses("FakeCluster.startOn", NAMES, name -> FakeCluster.startOn(VirtualTime.create(), name));
        bad.refusesNull("FakeCluster.startOn", none -> FakeCluster.startOn(null, "shop", 1));
        try (FakeClusters clusters = FakeClusters.open()) {
            bad.refuses("FakeClusters.startOn", NAMES, name -> clusters.startOn(VirtualTime.create(), name, 1));
            bad.refusesNull("FakeClusters.startOn", none -> clusters.startOn(null, "shop", 1));
        }
        FakeClusters closed = FakeClusters.open();
        closed.close();
        bad.refusesNull("FakeClusters.start", none -> closed.start());
        bad.refusesNull("FakeClusters.startOn", none -> closed.startOn(VirtualTime.create(), "shop", 1));
    }

    private void objects() {
        bad.refuses("FakeCluster.namespace", NAMES, cluster::namespace);
        bad.refuses("FakeCluster.apply", YAML, cluster::apply);
        bad.refuses(
                "FakeCluster.apply", Arrays.asList(null, Path.of("no-such-file.yaml"), Path.of(".")), cluster::apply);
        bad.refuses(
                "FakeCluster.applyResource",
                Arrays.asList(null, "", " ", "no-such.yaml", "a\nb", "\u202e", HUGE),
                name -> cluster.applyResource(BadClusterInputs.class, name));
        bad.refusesNull("FakeCluster.applyResource", none -> cluster.applyResource(null, "a.yaml"));
        bad.refuses(
                "FakeCluster.app",
                Stream.concat(NAMES.stream(), Stream.of("1a", "x".repeat(58))).toList(),
                cluster::app);
        bad.refuses(
                "FakeCluster.when",
                Arrays.asList(null, "", "service", "deployments", "services.apps", "a b", "\u202e", HUGE),
                resource -> cluster.when(resource, "default", "a", object -> true, () -> {}));
        bad.refuses(
                "FakeCluster.when",
                NAMES,
                namespace -> cluster.when("services", namespace, "a", object -> true, () -> {}));
        bad.refuses(
                "FakeCluster.when",
                OBJECTS,
                name -> cluster.when("services", "default", name, object -> true, () -> {}));
        bad.refusesNull("FakeCluster.when", none -> cluster.when("services", "default", "a", null, () -> {}));
        bad.refusesNull("FakeCluster.when", none -> cluster.when("services", "default", "a", object -> true, null));
        bad.refuses("FakeCluster.trackLabel", LABEL_KEYS, cluster::trackLabel);
        bad.refuses("FakeCluster.nodes", List.of(0, -1, Integer.MIN_VALUE, 101, Integer.MAX_VALUE), cluster::nodes);
        bad.refuses("FakeCluster.endpointsLag", DURATIONS, cluster::endpointsLag);
        bad.refuses("FakeCluster.dial", NAMES, namespace -> cluster.dial(namespace, "a", 80));
        bad.refuses("FakeCluster.dial", OBJECTS, pod -> cluster.dial("default", pod, 80));
        bad.refuses("FakeCluster.dial", PORTS, port -> cluster.dial("default", "a", port));
        bad.refusesNull("FakeCluster.bindTargets", none -> cluster.bindTargets(null));
    }

    private void clients() {
        String role = "kind: Role\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: a}\nrules: []";
        bad.refuses("FakeCluster.client", WORDS, cluster::client);
        bad.refuses("FakeCluster.config", WORDS, cluster::config);
        bad.refuses("FakeCluster.clientAs", WORDS, identity -> cluster.clientAs(identity, role));
        bad.refuses("FakeCluster.clientAs", YAML, roles -> cluster.clientAs("ann", roles));
        bad.refuses(
                "FakeCluster.install",
                Arrays.asList(null, "", "v1", "/v1", "example.org/", "example.org/v1/a", "a b/v1", "\u202e/v1", HUGE),
                version -> cluster.install(version, "Canary", "canaries"));
        bad.refuses(
                "FakeCluster.install",
                Arrays.asList(null, "", " ", "canary", "A b", "A\u202e", "A".repeat(64), HUGE),
                kind -> cluster.install("example.org/v1", kind, "canaries"));
        bad.refuses("FakeCluster.install", NAMES, plural -> cluster.install("example.org/v1", "Canary", plural));
        bad.refusesNull("FakeCluster.install", none -> cluster.install(null));
        bad.refusesNull("FakeCluster.observe", none -> cluster.observe(null));
        bad.refuses("FakeCluster.deny", WORDS, identity -> cluster.deny(identity, "get", "pods"));
        bad.refuses(
                "FakeCluster.deny",
                Arrays.asList(null, "", " ", "GET", "post", "*", "\u202e", HUGE),
                verb -> cluster.deny("ann", verb, "pods"));
        bad.refuses(
                "FakeCluster.deny",
                Arrays.asList(null, "", " ", "pod", "/log", "Pods", "\u202e", HUGE),
                resource -> cluster.deny("ann", "get", resource));
        bad.refuses("FakeCluster.crash", WORDS, cluster::crash);
        bad.refuses("FakeCluster.partition", WORDS, cluster::partition);
        bad.refuses("FakeCluster.heal", WORDS, cluster::heal);
    }

    private void services() {
        List<String> names = new ArrayList<>(NAMES);
        names.add("no-such-service");
        bad.refuses("FakeCluster.service", NAMES, cluster::service);
        bad.refuses("FakeCluster.service", NAMES, namespace -> cluster.service(namespace, "a"));
        bad.refuses("FakeCluster.traffic", names, cluster::traffic);
        bad.refuses("FakeCluster.traffic", names, namespace -> cluster.traffic(namespace, "shop-svc"));
        bad.refuses("FakeCluster.loadBalancer", names, cluster::loadBalancer);
        FakeService service = cluster.service("shop-svc");
        bad.refuses("FakeService.onNode", List.of(0, -1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE), service::onNode);
        bad.refuses("FakeService.address", List.of(0, -1, 81, 65_536, Integer.MAX_VALUE), service::address);
        bad.refuses("FakeService.lag", DURATIONS, service::lag);
        bad.refuses("FakeService.lag", DURATIONS, lag -> service.lag(Arrays.asList(lag)));
        bad.refuses("FakeService.lag", DURATIONS, from -> service.lag(from, Duration.ofDays(3_650), 1));
        bad.refuses("FakeService.lag", DURATIONS, to -> service.lag(Duration.ZERO, to, 1));
        bad.refusesNull("FakeService.lag", none -> service.lag(Duration.ofSeconds(2), Duration.ofSeconds(1), 1));
        bad.refusesNull("FakeService.lag", none -> service.lag(List.of()));
        bad.refusesNull("FakeService.lag", none -> service.lag((List<Duration>) null));
        bad.refuses("FakeService.whenSelects", LABEL_KEYS, label -> service.whenSelects(label, "green", () -> {}));
        bad.refuses("FakeService.whenSelects", LABEL_VALUES, value -> service.whenSelects("track", value, () -> {}));
        bad.refusesNull("FakeService.whenSelects", none -> service.whenSelects("track", "green", null));
    }

    private void routes() {
        List<String> names = new ArrayList<>(OBJECTS);
        names.add("no-such-route");
        bad.refuses("FakeCluster.ingress", names, cluster::ingress);
        bad.refuses("FakeCluster.networkLoadBalancer", names, cluster::networkLoadBalancer);
        bad.refuses("FakeCluster.httpRoute", names, cluster::httpRoute);
        bad.refuses("FakeCluster.grpcRoute", names, cluster::grpcRoute);
        bad.refuses("FakeCluster.virtualService", names, cluster::virtualService);
        cluster.install(CustomResources.ISTIO).apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop}
                spec: {hosts: [shop], http: [{route: [{destination: {host: shop-svc}}]}]}
                """);
        bad.refuses("FakeRoute.lag", DURATIONS, cluster.virtualService("shop")::lag);
        FakeLoadBalancer balancer = cluster.loadBalancer("shop-svc");
        bad.refuses("FakeLoadBalancer.registersWithin", DURATIONS, balancer::registersWithin);
        bad.refuses("FakeLoadBalancer.gates", OBJECTS, balancer::gates);
        bad.refuses("FakeLoadBalancer.drainsFor", DURATIONS, balancer::drainsFor);
        bad.refuses("FakeLoadBalancer.slowStart", DURATIONS, balancer::slowStart);
        bad.refuses("FakeLoadBalancer.checks", TIMES, every -> balancer.checks(every, 1, 1));
        bad.refuses("FakeLoadBalancer.checks", COUNTS, healthy -> balancer.checks(Duration.ofSeconds(1), healthy, 1));
        bad.refuses(
                "FakeLoadBalancer.checks", COUNTS, unhealthy -> balancer.checks(Duration.ofSeconds(1), 1, unhealthy));
        bad.refuses(
                "FakeLoadBalancer.checks",
                List.of(1_001, Integer.MAX_VALUE),
                many -> balancer.checks(Duration.ofSeconds(1), many, 1));
    }

    private void scenes(FakeApp app) {
        bad.refuses("FakeApp.inNamespace", NAMES, app::inNamespace);
        bad.refuses("FakeApp.service", NAMES, app::service);
        List<String> tags = without(NAMES, "UPPER|a_b|a-|x{64}");
        bad.refuses("FakeApp.blue", tags, app::blue);
        bad.refuses("FakeApp.green", tags, app::green);
        bad.refuses("FakeApp.replicas", List.of(-1, Integer.MIN_VALUE, 10_001, Integer.MAX_VALUE), app::replicas);
        bad.refusesNull("FakeApp.replicas", none -> app.replicas(null, 1));
        bad.refuses("FakeApp.port", PORTS, app::port);
    }

    private void pods() {
        List<String> selectors = Arrays.asList(
                null, "", " ", "a=b,", "track in (blue)", "=b", "a b", "a=\u202e", "a=b\n", "a\u0000=b", HUGE);
        bad.refuses("PodSelector.pods", selectors, PodSelector::pods);
        bad.refuses("PodSelector.new", selectors, labels -> new PodSelector(labels, null));
        bad.refuses("PodSelector.inNamespace", NAMES, PodSelector.pods("app=shop")::inNamespace);
        bad.refuses("FakeCluster.pods", selectors, cluster::pods);
        bad.refuses("FakePods.inNamespace", NAMES, cluster.pods("app=shop")::inNamespace);
        bad.refusesNull("FakePods.writeLog", none -> cluster.pods("app=shop").writeLog(null));
        bad.refusesNull("FakeCluster.behave", none -> cluster.behave(null, Behaviour.neverReady()));
        bad.refusesNull("FakeCluster.behave", none -> cluster.behave(PodSelector.pods("a"), null));
    }

    private void behaviours() {
        bad.refuses("Behaviour.readyAfter", DURATIONS, Behaviour::readyAfter);
        bad.refuses("Behaviour.succeedsAfter", DURATIONS, Behaviour::succeedsAfter);
        bad.refuses("Behaviour.failsAfter", DURATIONS, Behaviour::failsAfter);
        bad.refuses("Behaviour.slowShutdown", DURATIONS, Behaviour::slowShutdown);
        bad.refuses("Behaviour.slow", DURATIONS, Behaviour::slow);
        bad.refuses("Behaviour.flapping", DURATIONS, Behaviour::flapping);
        bad.refuses("Behaviour.failing", NUMBERS, Behaviour::failing);
        bad.refuses("Behaviour.failing", List.of(-0.1, 1.1), Behaviour::failing);
        bad.refusesNull("Behaviour.logLine", none -> Behaviour.logLine(null));
        bad.refuses(
                "Behaviour.ipFamilies",
                Arrays.asList(null, "", "IPv5", "ipv4", "\u202e", HUGE),
                family -> Behaviour.ipFamilies(family));
        bad.refusesNull("Behaviour.ipFamilies", none -> Behaviour.ipFamilies((String[]) null));
        bad.refusesNull("Behaviour.ipFamilies", none -> Behaviour.ipFamilies());
    }

    private void afterClose() {
        FakeCluster closed = FakeCluster.startOn(VirtualTime.create());
        closed.close();
        gone("FakeCluster.apply", none -> closed.apply("kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}"));
        gone("FakeCluster.namespace", none -> closed.namespace("a"));
        gone("FakeCluster.app", none -> closed.app("a").deploy());
        gone("FakeCluster.client", none -> closed.client("ann"));
        gone("FakeCluster.config", none -> closed.config("ann"));
        gone("FakeCluster.service", none -> closed.service("a"));
        gone("FakeCluster.traffic", none -> closed.traffic("a"));
        gone("FakeCluster.pods", none -> closed.pods("a"));
        gone("FakeCluster.behave", none -> closed.behave(PodSelector.pods("a"), Behaviour.neverReady()));
        gone("FakeCluster.nodes", none -> closed.nodes(2));
        gone("FakeCluster.install", none -> closed.install(CustomResources.ISTIO));
        gone("FakeCluster.crash", none -> closed.crash("ann"));
        gone("FakeCluster.awaitReady", none -> closed.awaitReady());
    }

    private void gone(String method, Attempt<Object> attempt) {
        bad.refusesNull(method, attempt);
    }
}

package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeRoute;
import dev.bluegreen.testkit.traffic.Traffic;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route in the namespace of the gateways, {@code default}, with the Services of a release in the namespace {@code shop}. */
class GatewayNamespaceTest {

    private static final ReleaseSpec CHECKOUT = ReleaseSpec.of("checkout");

    private static final String BOTH = "{name: checkout-blue, namespace: shop, port: 80, weight: 100},"
            + " {name: checkout-green, namespace: shop, port: 80, weight: 0}";
    private static final String TO_ANY_SERVICE = "{group: \"\", kind: Service}";
    private static final String FROM_HERE = "{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}";

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(cluster.time()).inNamespace("shop");

    @AfterEach
    void close() {
        platform.close();
        cluster.close();
    }

    @Test
    void movesEveryRequestThereAndBackWhereAGrantPermitsIt() {
        FakeRoute route = deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        Release release = release(platform);
        try (Traffic traffic = route.traffic().keepAlive().start()) {
            traffic.awaitAnswered(20);
            release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            release.rollBack();
            traffic.awaitTrack(BLUE);

            assertThat(traffic.stop().failures()).isEmpty();
        }
        assertThat(release.plan(GREEN).toString()).contains("HTTPRoute/default/edge");
    }

    @Test
    void refusesServicesThatNoGrantPermitsAndNamesTheOneToCreate() {
        deploy();

        assertThatThrownBy(() -> release(platform).switchTo(GREEN))
                .hasMessageContaining("HTTPRoute/default/edge may not name Service/checkout-green: no ReferenceGrant in"
                        + " namespace shop permits it to a route of kind HTTPRoute in namespace default")
                .hasMessageContaining("create one there with spec {from: [" + FROM_HERE
                        + "], to: [{group: \"\", kind: Service, name: checkout-green}]}")
                .hasMessageContaining("Nothing was moved");
        assertThat(cluster.requestLog().all())
                .noneMatch(request ->
                        request.verb().equals("patch") && request.resource().equals("httproutes"));
    }

    @Test
    void aGrantForOthersIsNone() {
        deploy();
        for (String from : List.of(
                FROM_HERE.replace("HTTPRoute", "GRPCRoute"),
                FROM_HERE.replace("default", "other"),
                FROM_HERE.replace("gateway.networking.k8s.io", "example.org"))) {
            grant(from, TO_ANY_SERVICE);
            assertThat(refused()).as(from).isTrue();
        }
        for (String to : List.of(
                "{group: \"\", kind: Secret}",
                "{group: example.org, kind: Service}",
                "{group: \"\", kind: Service, name: checkout-blue}")) {
            grant(FROM_HERE, to);
            assertThat(refused()).as(to).isTrue();
        }
        grant(FROM_HERE, "{group: \"\", kind: Secret}, {group: \"\", kind: Service, name: checkout-green}");
        assertThat(refused()).isFalse();
    }

    /** Its pods are in that namespace, and so of no track: nothing of it could be proven, or kept from being retired. */
    @Test
    void aShareOfAThirdNamespaceIsRefusedThoughAGrantPermitsItAndWithoutAShareItStays() {
        cluster.namespace("third");
        deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: ReferenceGrant
                metadata: {name: routes, namespace: third}
                spec: {from: [%s], to: [%s]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: checkout-green, namespace: third}
                spec: {selector: {app: checkout, track: green}, ports: [{port: 80}]}
                """.formatted(FROM_HERE, TO_ANY_SERVICE));
        route("default", "edge", BOTH + ", {name: checkout-green, namespace: third, port: 80, weight: 1}");
        assertThatThrownBy(() -> release(platform).switchTo(GREEN))
                .hasMessageContaining(
                        "rule 0 sends a share of 1 to checkout-green, which is not a Service of namespace shop,"
                                + " where the pods of the release are, whatever a ReferenceGrant permits")
                .hasMessageContaining("Nothing was moved");

        route("default", "edge", BOTH + ", {name: checkout-green, namespace: third, port: 80, weight: 0}");
        assertThat(release(platform).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aGrantThatIsTakenBackContradictsTheMove() {
        deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        GatewayRoute strategy = strategy(platform);
        Move move = move(strategy);
        try (var watch = strategy.watch(CHECKOUT, () -> {})) {
            strategy.shift(move);
            cluster.settle();
            assertThat(strategy.verify(move, cluster.time().now()))
                    .allMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONFIRMED);

            grant(FROM_HERE, "{group: \"\", kind: Secret}");

            assertThat(strategy.verify(move, cluster.time().now()))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONTRADICTED
                            && evidence.sentence().contains("ResolvedRefs=False (RefNotPermitted"));
        }
    }

    @Test
    void readsGrantsInTheVersionThatIsServed() {
        cluster.install("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes");
        cluster.install("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", "referencegrants");
        scene();
        grant("v1beta1", FROM_HERE, TO_ANY_SERVICE);

        assertThat(release(platform).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void refusesARouteOfAnotherNamespaceWhereNoGrantsAreServed() {
        cluster.install("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes");
        scene();

        assertThatThrownBy(() -> release(platform).switchTo(GREEN))
                .hasMessageContaining("the cluster serves no ReferenceGrant of gateway.networking.k8s.io in version v1"
                        + " or v1beta1; install the CRDs of the Gateway API")
                .hasMessageContaining("Nothing was moved");
    }

    @Test
    void rolesOfThePrintedPermissionsAreEnoughInBothNamespaces() {
        deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        String printed = KubernetesRbac.of(release(platform).plan(GREEN)).toString();
        assertThat(printed).contains("metadata: {name: bluegreen-checkout, namespace: default}");
        String roles = printed.replace("{name: bluegreen-checkout}", "{name: bluegreen-checkout, namespace: shop}");

        try (Fabric8Platform restricted = Fabric8Platform.of(cluster.clientAs("ci", roles))
                .withTime(cluster.time())
                .inNamespace("shop")) {
            assertThat(release(restricted).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        }
    }

    @Test
    void aMissingPermissionNamesTheNamespaceOfTheRoute() {
        deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        String roles = KubernetesRbac.of(thorough(platform).plan(GREEN))
                .toString()
                .replaceFirst("\\{name: bluegreen-checkout}", "{name: bluegreen-checkout, namespace: shop}")
                .replace("verbs: [get, list, watch, patch], resourceNames: [edge]", "verbs: [get, list, watch]");

        try (Fabric8Platform restricted = Fabric8Platform.of(cluster.clientAs("ci", roles))
                .withTime(cluster.time())
                .inNamespace("shop")) {
            assertThat(thorough(restricted).plan(GREEN).findings())
                    .filteredOn(finding -> finding.id().equals("permission-missing"))
                    .extracting(Finding::sentence)
                    .containsExactly("may not patch httproutes \"edge\" in namespace default");
        }
    }

    @Test
    void anotherRouteOfEitherNamespaceKeepsATrackFromBeingRetired() {
        deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        release(platform).switchTo(GREEN);
        route("default", "other", "{name: checkout-blue, namespace: shop, port: 80}");
        route("shop", "edge", "{name: checkout-blue, port: 80}");
        route("shop", "elsewhere", "{name: checkout-blue, namespace: default, port: 80}");

        assertThat(strategy(platform).mayFailOpen(CHECKOUT, BLUE))
                .hasValueSatisfying(
                        why -> assertThat(why)
                                .startsWith(
                                        "HTTPRoute/edge rule 0, HTTPRoute/default/other rule 0 may still send requests to BLUE"));
    }

    @Test
    void aServiceOfTheRoutesOwnNamespaceIsNoTrack() {
        deploy();
        grant(FROM_HERE, TO_ANY_SERVICE);
        route("default", "edge", "{name: checkout-blue, port: 80}, {name: checkout-green, port: 80, weight: 0}");

        assertThatThrownBy(() -> strategy(platform).observe(CHECKOUT))
                .hasMessageContaining("HTTPRoute/default/edge: none of its rules (0) sends to Services of checkout");
        assertThatThrownBy(
                        () -> platform.httpRoute("egde").inNamespace("default").observe(CHECKOUT))
                .hasMessageContaining("HTTPRoute 'egde' does not exist in namespace default; there are: edge");
        assertThatThrownBy(() -> platform.httpRoute("edge").inNamespace("Gateways"))
                .hasMessageContaining("gatewayRoute.inNamespace");
    }

    private FakeRoute deploy() {
        cluster.install(CustomResources.GATEWAY_API);
        return scene();
    }

    private FakeRoute scene() {
        cluster.app("checkout").inNamespace("shop").replicas(2).deploy();
        for (String track : List.of("blue", "green")) {
            cluster.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: checkout-%1$s, namespace: shop}
                    spec: {selector: {app: checkout, track: %1$s}, ports: [{name: http, port: 80, targetPort: 8080}]}
                    """.formatted(track));
        }
        cluster.awaitReady();
        route("default", "edge", BOTH);
        return cluster.httpRoute("edge");
    }

    private void route(String namespace, String name, String backends) {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: %s, namespace: %s}
                spec: {parentRefs: [{name: public}], rules: [{backendRefs: [%s]}]}
                """.formatted(name, namespace, backends.replace("\n", " ")));
        cluster.settle();
    }

    private void grant(String from, String to) {
        grant("v1", from, to);
    }

    private void grant(String version, String from, String to) {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/%s
                kind: ReferenceGrant
                metadata: {name: routes, namespace: shop}
                spec: {from: [%s], to: [%s]}
                """.formatted(version, from, to));
        cluster.settle();
    }

    private boolean refused() {
        return strategy(platform).preflight(move(strategy(platform))).findings().stream()
                .anyMatch(finding -> finding.id().equals("reference-not-granted"));
    }

    private Move move(GatewayRoute strategy) {
        return Move.builder(platform.workloads().read(CHECKOUT), strategy.observe(CHECKOUT), TrafficSplit.all(GREEN))
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }

    private static GatewayRoute strategy(Fabric8Platform on) {
        return on.httpRoute("edge").inNamespace("default");
    }

    private static Release thorough(Fabric8Platform on) {
        return BlueGreen.release("checkout")
                .on(on)
                .cutover(strategy(on))
                .preflight(PreflightDepth.THOROUGH)
                .build();
    }

    private static Release release(Fabric8Platform on) {
        return BlueGreen.release("checkout").on(on).cutover(strategy(on)).build();
    }
}

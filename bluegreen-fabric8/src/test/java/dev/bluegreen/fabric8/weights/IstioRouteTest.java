package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.IstioRoute;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IstioRouteTest {

    private final IstioShop mesh = IstioShop.hosts();

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void movesEveryRequestThereAndBackAndLosesNone() {
        try (IstioShop subsets = IstioShop.subsets()) {
            for (IstioShop one : List.of(mesh, subsets)) {
                Release release = release(one.shop.platform, one.strategy());
                try (Traffic traffic = one.route.traffic().keepAlive().start()) {
                    traffic.awaitAnswered(20);
                    CutoverReport there = release.switchTo(GREEN);
                    traffic.awaitTrack(GREEN);
                    release.rollBack();
                    traffic.awaitTrack(BLUE);
                    TrafficResult result = traffic.stop();

                    assertThat(there.milestone()).contains(Milestone.CONFIG_APPLIED);
                    assertThat(there.evidence())
                            .anyMatch(
                                    evidence -> evidence.sentence().equals("Istio had 10 s for a push to the proxies"));
                    assertThat(result.failures()).isEmpty();
                }
            }
        }
    }

    /** Traffic splitting (Istio's VirtualService). */
    @Test
    void aTenthOfTenThousandRequestsGoesToTheNewTrackAndNoneIsLost() {
        shift(mesh, mesh.strategy(), new TrafficSplit(90, 10));
        mesh.shop.rest();
        TenThousand.assertATenthGoesToGreen(
                mesh.route.atRandom(TenThousand.SEED).traffic().keepAlive());
    }

    @Test
    void sharesFollowAScheduleAndOtherRoutesStayAsTheyAre() {
        mesh.http(IstioShop.PREVIEW
                + IstioShop.route("shop", IstioShop.HOSTS.formatted(100, 0) + "], timeout: 3s, match: ["));

        CutoverReport report = BlueGreen.release(Shop.CHECKOUT.name())
                .on(mesh.shop.platform)
                .cutover(mesh.strategy())
                .schedule(Schedule.canary(10, Duration.ofMinutes(5)))
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(mesh.text())
                .contains("{\"destination\":{\"host\":\"checkout-blue\"},\"weight\":0}")
                .contains("\"port\":{\"number\":80}},\"weight\":100}],\"timeout\":\"3s\"")
                .contains("\"x-preview\":{\"exact\":\"yes\"}")
                .contains("\"route\":[{\"destination\":{\"host\":\"checkout-green\"}}]");
    }

    @Test
    void writesByNameAndTestsTheNamesThatItWritesTo() {
        mesh.http(IstioShop.PREVIEW + IstioShop.route("shop", IstioShop.HOSTS.formatted(100, 0)));
        Move move = move(mesh, mesh.strategy(), new TrafficSplit(75, 25));
        mesh.shop.forget();
        mesh.strategy().shift(move);

        assertThat(mesh.shop.cluster.requests())
                .filteredOn(request -> request.verb().equals("patch"))
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\"")
                        .contains("{\"op\":\"test\",\"path\":\"/spec/http/1/name\",\"value\":\"shop\"}")
                        .contains("{\"op\":\"test\",\"path\":\"/spec/http/1/route/0/destination/host\","
                                + "\"value\":\"checkout-blue\"},{\"op\":\"add\",\"path\":\"/spec/http/1/route/0/weight\","
                                + "\"value\":75}"));
    }

    @Test
    void movesTheRouteThatIsNamedOnly() {
        mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(100, 0))
                + IstioShop.route("admin", IstioShop.HOSTS.formatted(0, 100)));

        assertRefused("its routes differ in the shares of the tracks");
        shift(mesh, mesh.strategy().route("shop"), TrafficSplit.all(GREEN));
        assertThat(mesh.strategy().observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(GREEN));
        shift(mesh, mesh.strategy().route("admin"), new TrafficSplit(90, 10));
        assertThat(mesh.strategy().route("shop").mayFailOpen(Shop.CHECKOUT, BLUE))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("VirtualService/edge route 'admin' may still send"));
        assertRefused(mesh.strategy().route("sho"), "it has no route 'sho'; there are: route 'shop', route 'admin'");
        mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(1, 0)).repeat(2));
        assertRefused(mesh.strategy().route("shop"), "several of its routes have the name 'shop'");
    }

    @Test
    void waitsForThePushOfAWrite() {
        mesh.route.lag(Duration.ofSeconds(15));
        IstioRoute strategy = mesh.strategy().pushedWithin(Duration.ofSeconds(20));
        Move move = move(mesh, strategy, TrafficSplit.all(GREEN));
        try (var watch = strategy.watch(Shop.CHECKOUT, () -> {})) {
            strategy.shift(move);
            var applied = mesh.shop.cluster.time().now();
            mesh.shop.cluster.clock().advance(Duration.ofSeconds(19));
            assertThat(strategy.verify(move, applied))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.MISSING
                            && evidence.sentence().contains("is given 20 s for a push"));

            mesh.shop.cluster.clock().advance(Duration.ofSeconds(1));

            assertThat(strategy.verify(move, applied))
                    .allMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONFIRMED);
        }
        assertThat(strategy.provenWithin()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void refusesAVirtualServiceThatIsNotThereAndAKindThatIsNotServed() {
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> mesh.shop.platform.virtualService("egde").observe(Shop.CHECKOUT))
                .withMessageContaining("VirtualService 'egde' does not exist in namespace default; there are: edge");
        try (Shop bare = Shop.open()) {
            assertThatThrownBy(() -> release(bare.platform, bare.platform.virtualService("edge"))
                            .switchTo(GREEN))
                    .hasMessageContaining("the cluster serves no VirtualService of networking.istio.io in version v1 or"
                            + " v1beta1; install Istio's CRDs (chart istio/base), version 1.5 or newer"
                            + " (virtualservices.networking.istio.io)")
                    .hasMessageContaining("Nothing was moved");
            bare.cluster.install("networking.istio.io/v1beta1", "VirtualService", "virtualservices");
            assertThatThrownBy(() -> bare.platform.virtualService("edge").observe(Shop.CHECKOUT))
                    .hasMessageContaining("there are: none");
        }
    }

    @Test
    void refusesRoutesThatSayNothingOfTheTracks() {
        mesh.shop.serviceOf("other", "app: other");
        mesh.shop.serviceOf("any", "app: checkout");
        String both = IstioShop.HOSTS.formatted(50, 50);

        mesh.http(IstioShop.route("shop", "{destination: {host: other}}"));
        assertRefused("none of its http routes (route 'shop') sends to Services or subsets of checkout");
        mesh.http(IstioShop.route("shop", "{destination: {host: any}}"));
        assertRefused("none of its http routes");
        mesh.http("- {route: [" + both + "]}\n");
        assertRefused("spec.http[0] sends to the tracks and has no name");
        mesh.http(IstioShop.route("shop", both + ", {destination: {host: other}, weight: 1}"));
        assertRefused("sends a share of 1 to other, which is neither track's (selector {app=other})");
        mesh.http(IstioShop.route("shop", both + ", {destination: {host: checkout-blue.default}, weight: 1}"));
        assertRefused("not a Service of this namespace (a name is short, or complete");
        mesh.http(IstioShop.route("shop", both + ", {destination: {host: checkout-blue}, weight: 0}"));
        assertRefused("names two destinations of BLUE");
        mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(0, 0)));
        assertRefused("gives both tracks weight 0");
        mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(1, -1)));
        assertRefused("the weight -1; set a whole number from 0");
        mesh.spec("hosts: [checkout]\ntcp: [{route: [" + both + "]}]");
        assertRefused("spec.tcp[0] sends to a track, and only http routes are moved; use an HTTPRoute");
        mesh.spec("hosts: [checkout]");
        assertRefused("none of its http routes (none)");
    }

    @Test
    void refusesATrackThatIsNotReached() {
        mesh.http(IstioShop.route("shop", "{destination: {host: checkout-blue}}"));
        assertThat(fatal(mesh)).anyMatch(sentence -> sentence.contains("does not name the Service of GREEN"));
        mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(1, 0).replace("checkout-green", "gren")));
        assertThat(fatal(mesh)).anyMatch(sentence -> sentence.contains("Service/gren: the Service does not exist"));
        mesh.spec("hosts: [checkout]\ngateways: [public]\nhttp: [{name: shop, route: ["
                + IstioShop.HOSTS.formatted(1, 0) + "]}]");
        assertThat(fatal(mesh)).containsExactly("VirtualService/edge is bound to gateways that do not exist: public");
        mesh.spec("hosts: [checkout]\ngateways: [public, infra/edge]\ntls: [{match: [{sniHosts: [x]}], route: ["
                + IstioShop.HOSTS.formatted(1, 0) + "]}]\nhttp: [{name: shop, route: ["
                + IstioShop.HOSTS.formatted(1, 0) + "]}]");
        assertThat(fatal(mesh))
                .containsExactly(
                        "VirtualService/edge: spec.tls[0] sends to a track too, and only http routes are moved");
    }

    @Test
    void refusesPodsInAmbientMode() {
        assertThat(fatal(mesh)).isEmpty();
        mesh.label("istio.io/dataplane-mode", "ambient");

        assertThatThrownBy(() -> release(mesh.shop.platform, mesh.strategy()).switchTo(GREEN))
                .hasMessageContaining(
                        "label istio.io/dataplane-mode of namespace default puts pods into Istio's ambient")
                .hasMessageContaining("use an HTTPRoute")
                .hasMessageContaining("Nothing was moved");
        assertThat(mesh.shop.requests()).noneMatch(request -> request.startsWith("patch"));
    }

    @Test
    void refusesASubsetThatNoRuleDeclaresAndGoesBackFromOne() {
        try (IstioShop subsets = IstioShop.subsets()) {
            shift(subsets, subsets.strategy(), TrafficSplit.all(GREEN));
            subsets.shop.cluster.apply("""
                    apiVersion: networking.istio.io/v1
                    kind: DestinationRule
                    metadata: {name: checkout}
                    spec: {host: checkout, subsets: [{name: v1, labels: {track: blue}}]}
                    """);
            subsets.shop.rest();
            assertThat(subsets.strategy().observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(GREEN));
            shift(subsets, subsets.strategy(), TrafficSplit.all(BLUE));

            assertThat(fatal(subsets))
                    .anyMatch(sentence -> sentence.startsWith(
                            "Service/checkout: no DestinationRule of the namespace declares its subset v2"));
            assertThat(findings(subsets))
                    .extracting(Finding::id)
                    .contains("subsets-in-mesh-only")
                    .doesNotContain("subset-new");
            subsets.forgetSubsets();
            assertRefused(subsets.strategy(), "none of its http routes");
        }
    }

    @Test
    void aNewSubsetIsReportedUntilItHasBeenPushed() {
        try (IstioShop subsets = IstioShop.subsets()) {
            Duration push = Duration.ofMinutes(5);
            assertThat(findings(subsets, subsets.strategy().pushedWithin(push)))
                    .extracting(Finding::id)
                    .contains("subset-new");
            assertThat(findings(subsets)).extracting(Finding::id).doesNotContain("subset-new");
        }
    }

    @Test
    void countsThePodsOfASubsetOnly() {
        try (IstioShop subsets = IstioShop.subsets()) {
            assertThat(release(subsets.shop.platform, subsets.strategy())
                            .switchTo(GREEN)
                            .evidence())
                    .anyMatch(evidence -> evidence.sentence().equals("2 pods of GREEN ready, 2 required"));
            assertThat(subsets.strategy().mayFailOpen(Shop.CHECKOUT, BLUE)).isEmpty();
        }
    }

    @Test
    void aRouteThatLeadsToATrackIsReportedAndKeepsItFromBeingRetired() {
        mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(0, 1))
                + "- {name: admin, match: [{uri: {prefix: /admin}}], route: [{destination: {host: checkout-blue}}]}\n"
                + IstioShop.PREVIEW);

        assertThat(mesh.strategy().mayFailOpen(Shop.CHECKOUT, BLUE))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("VirtualService/edge route 'admin' may still send requests to BLUE"));
        assertThat(mesh.strategy().mayFailOpen(Shop.CHECKOUT, GREEN)).isEmpty();
        assertThat(findings(mesh)).anyMatch(finding -> finding.id().equals("other-routes"));
    }

    @Test
    void aRoleOfThePrintedPermissionsIsEnough() {
        String role = KubernetesRbac.of(
                        release(mesh.shop.platform, mesh.strategy()).plan(GREEN))
                .toString();
        try (Fabric8Platform restricted =
                Fabric8Platform.of(mesh.shop.cluster.clientAs("ci", role)).withTime(mesh.shop.cluster.time())) {
            assertThat(release(restricted, restricted.virtualService("edge"))
                            .switchTo(GREEN)
                            .outcome())
                    .isEqualTo(Outcome.SWITCHED);
        }
        assertThat(role)
                .contains("{apiGroups: [\"networking.istio.io\"], resources: [virtualservices],"
                        + " verbs: [get, list, watch, patch], resourceNames: [edge]}")
                .contains("resources: [destinationrules], verbs: [list, watch]}")
                .contains("resources: [namespaces], verbs: [get], resourceNames: [default]}");
    }

    private static Release release(Fabric8Platform platform, IstioRoute strategy) {
        return BlueGreen.release(Shop.CHECKOUT.name())
                .on(platform)
                .cutover(strategy)
                .build();
    }

    private void assertRefused(String message) {
        assertRefused(mesh.strategy(), message);
    }

    private void assertRefused(IstioRoute strategy, String message) {
        new Moves(mesh.shop, strategy).assertRefused(PlatformException.Kind.INVALID, message);
    }

    private static void shift(IstioShop mesh, IstioRoute strategy, TrafficSplit target) {
        strategy.shift(move(mesh, strategy, target));
    }

    private static List<String> fatal(IstioShop mesh) {
        return new Moves(mesh.shop, mesh.strategy()).fatal();
    }

    private static List<Finding> findings(IstioShop mesh) {
        return findings(mesh, mesh.strategy());
    }

    private static List<Finding> findings(IstioShop mesh, IstioRoute strategy) {
        return strategy.preflight(move(mesh, strategy, TrafficSplit.all(GREEN))).findings();
    }

    private static Move move(IstioShop mesh, IstioRoute strategy, TrafficSplit target) {
        return new Moves(mesh.shop, strategy).to(target);
    }
}

package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.GatewayRoute;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayRouteTest {

    private final GatewayShop gateway = GatewayShop.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void movesEveryRequestThereAndBackAndLosesNone() {
        Release release = release(gateway.strategy());
        try (Traffic traffic = gateway.route.traffic().keepAlive().start()) {
            traffic.awaitAnswered(20);
            CutoverReport there = release.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            release.rollBack();
            traffic.awaitTrack(BLUE);
            TrafficResult result = traffic.stop();

            assertThat(there.milestone()).contains(Milestone.CONFIG_APPLIED);
            assertThat(there.evidence())
                    .anyMatch(evidence -> evidence.sentence().endsWith(" is accepted")
                            && evidence.hop().equals("HTTPRoute/edge at Gateway/public"));
            assertThat(result.failures()).isEmpty();
        }
    }

    @Test
    void sharesFollowAScheduleAndOtherRulesStayAsTheyAre() {
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(3, 0)) + GatewayShop.PREVIEW);
        gateway.shop.forget();

        CutoverReport report = BlueGreen.release(Shop.CHECKOUT.name())
                .on(gateway.shop.platform)
                .cutover(gateway.strategy())
                .schedule(Schedule.canary(10, Duration.ofMinutes(5)))
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(gateway.text())
                .contains(
                        "{\"name\":\"checkout-blue\",\"port\":80,\"weight\":0},{\"name\":\"checkout-green\",\"port\":80,\"weight\":100}")
                .contains("\"backendRefs\":[{\"name\":\"checkout-green\",\"port\":80}]");
        assertThat(gateway.shop.cluster.requests())
                .filteredOn(request ->
                        request.verb().equals("patch") && request.resource().equals("httproutes"))
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.body())
                                .contains(
                                        "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\"",
                                        "{\"op\":\"test\",\"path\":\"/spec/rules/0/name\",\"value\":\"shop\"}",
                                        "{\"op\":\"test\",\"path\":\"/spec/rules/0/backendRefs/1/name\",\"value\":\"checkout-green\"}"));
    }

    @Test
    void theIdleTrackIsTestedThroughTheRuleForAHeader() {
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0)) + GatewayShop.PREVIEW);
        SmokeTest through = SmokeTest.get("/")
                .expectHeader("X-Track", "green")
                .via(gateway.strategy().headerPreview(gateway.route.uri()));

        assertThat(releasing(gateway.strategy(), through).switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);

        SmokeTest load = SmokeTest.load("/")
                .rate(5)
                .warmUp(Duration.ZERO)
                .lasting(Duration.ofSeconds(10))
                .via(gateway.strategy().headerPreview(gateway.route.uri()));
        gateway.weigh(1, 0);
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0)) + GatewayShop.PREVIEW);
        assertThat(releasing(gateway.strategy(), load).switchTo(GREEN).evidence())
                .anyMatch(evidence -> evidence.sentence().contains("50 requests, 0 failed"));

        SmokeTest back = SmokeTest.get("/").via(gateway.strategy().headerPreview(gateway.route.uri()));
        assertThatThrownBy(() -> releasing(gateway.strategy(), back).switchTo(BLUE))
                .hasMessageContaining("no rule sends requests with a certain header to BLUE alone");
    }

    @Test
    void atNineToOneATenthOfTenThousandRequestsGoesToTheNewTrackAndNoneIsLost() {
        assertATenth(gateway, gateway.strategy());
        try (GatewayShop grpc = GatewayShop.grpc()) {
            assertATenth(grpc, grpc.shop.platform.grpcRoute("edge"));
        }
    }

    private static void assertATenth(GatewayShop at, GatewayRoute strategy) {
        strategy.shift(move(at, strategy, new TrafficSplit(90, 10)));
        at.shop.rest();
        TenThousand.assertATenthGoesToGreen(
                at.route.atRandom(TenThousand.SEED).traffic().keepAlive());
    }

    @Test
    void movesTheRuleThatIsNamedOnly() {
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0))
                + GatewayShop.rule("admin", GatewayShop.BACKENDS.formatted(0, 1)));

        assertRefused("its rules differ in the shares of the tracks");
        shift(gateway.strategy().rule("shop"), TrafficSplit.all(GREEN));
        assertThat(gateway.strategy().rule(1).observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(GREEN));
        shift(gateway.strategy().rule(1), new TrafficSplit(90, 10));
        assertThat(gateway.strategy().rule("shop").observe(Shop.CHECKOUT).split())
                .isEqualTo(TrafficSplit.all(GREEN));
        assertThat(gateway.strategy().rule("shop").mayFailOpen(Shop.CHECKOUT, BLUE))
                .hasValueSatisfying(why -> assertThat(why).startsWith("HTTPRoute/edge rule 'admin' may still send"));
        assertRefused(gateway.strategy().rule("sho"), "it has no rule 'sho'; there are: 0 'shop', 1 'admin'");
    }

    @Test
    void waitsUntilTheGatewayHasTakenTheGeneration() {
        gateway.route.lag(Duration.ofSeconds(20));
        GatewayRoute strategy = gateway.strategy();
        Move move = move(strategy, TrafficSplit.all(GREEN));
        try (var watch = strategy.watch(Shop.CHECKOUT, () -> {})) {
            strategy.shift(move);
            gateway.shop.rest();
            assertThat(strategy.verify(move, gateway.shop.cluster.time().now()))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.MISSING
                            && evidence.sentence().startsWith("condition Accepted is not of generation"));

            gateway.shop.cluster.clock().advance(Duration.ofSeconds(20));

            assertThat(strategy.verify(move, gateway.shop.cluster.time().now()))
                    .allMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONFIRMED);
        }
    }

    @Test
    void waitsForEachGatewayOfTheRoute() {
        gateway.spec("parentRefs: [{name: public}]\nrules:\n"
                + GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0)));
        gateway.route.lag(Duration.ofDays(1));
        gateway.spec("parentRefs: [{name: public}, {name: internal}]\nrules:\n"
                + GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0)));

        assertThatThrownBy(() -> release(gateway.strategy()).switchTo(GREEN))
                .hasMessageContaining(
                        "HTTPRoute/edge is not attached to Gateway/internal: the gateway has said nothing of it")
                .hasMessageContaining("Nothing was moved");
    }

    @Test
    void refusesARouteThatIsNotThereAndAKindThatIsNotServed() {
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> gateway.shop.platform.httpRoute("egde").observe(Shop.CHECKOUT))
                .withMessage(
                        "cutover: HTTPRoute 'egde' does not exist in namespace default; there are: edge; name one of"
                                + " them, or create it");
        try (Shop bare = Shop.open()) {
            assertThatExceptionOfType(PlatformException.class)
                    .isThrownBy(() -> bare.platform.httpRoute("edge").observe(Shop.CHECKOUT))
                    .withMessageContaining(
                            "the cluster serves no HTTPRoute of gateway.networking.k8s.io in version v1 or"
                                    + " v1beta1; install the CRDs of the Gateway API");
            assertThatThrownBy(() -> BlueGreen.release(Shop.CHECKOUT.name())
                            .on(bare.platform)
                            .cutover(bare.platform.httpRoute("edge"))
                            .build()
                            .switchTo(GREEN))
                    .hasMessageContaining("install the CRDs of the Gateway API")
                    .hasMessageContaining("Nothing was moved");
        }
    }

    @Test
    void usesAnOlderVersionWhereTheClusterServesNoOther() {
        for (GatewayShop old :
                List.of(GatewayShop.of("HTTPRoute", "v1beta1"), GatewayShop.of("GRPCRoute", "v1alpha2"))) {
            try (old) {
                Release release = BlueGreen.release(Shop.CHECKOUT.name())
                        .on(old.shop.platform)
                        .cutover(old.strategy())
                        .build();
                assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
                assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            }
        }
    }

    @Test
    void movesAGrpcRoute() {
        try (GatewayShop grpc = GatewayShop.grpc()) {
            Release release = BlueGreen.release(Shop.CHECKOUT.name())
                    .on(grpc.shop.platform)
                    .cutover(grpc.shop.platform.grpcRoute("edge"))
                    .build();

            assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
            assertThat(release.plan(BLUE).toString()).contains("GRPCRoute/edge");
        }
    }

    @Test
    void refusesARouteThatNoGatewayTakes() {
        gateway.shop.cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: lonely}
                spec: {rules: [{backendRefs: [{name: checkout-blue, port: 80}, {name: checkout-green, port: 80, weight: 0}]}]}
                """);
        gateway.shop.forget();

        assertThatThrownBy(
                        () -> release(gateway.shop.platform.httpRoute("lonely")).switchTo(GREEN))
                .hasMessageContaining("HTTPRoute/lonely is attached to no gateway")
                .hasMessageContaining("Nothing was moved");
        assertThat(gateway.shop.requests()).noneMatch(request -> request.startsWith("patch"));
    }

    @Test
    void refusesRulesThatSayNothingOfTheTracks() {
        gateway.shop.serviceOf("other", "app: other");
        gateway.shop.serviceOf("any", "app: checkout");

        gateway.rules(GatewayShop.rule("shop", "{name: other, port: 80}"));
        assertRefused("none of its rules (0 'shop') sends to Services of checkout that select one track each");
        gateway.rules(GatewayShop.rule("shop", "{name: any, port: 80}"));
        assertRefused("none of its rules");
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(50, 50) + ", {name: other, port: 80}"));
        assertRefused("rule 'shop' sends a share of 1 to other, which is neither track's (selector {app=other})");
        gateway.rules(GatewayShop.rule(
                "shop", GatewayShop.BACKENDS.formatted(50, 50) + ", {name: checkout-blue, namespace: prod, port: 80}"));
        assertRefused("not a Service of namespace default");
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(0, 0)));
        assertRefused("gives both tracks weight 0");
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 2_000_000)));
        assertRefused("the weight 2000000; set a whole number of 0 to 1000000");
        gateway.rules(
                GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0) + ", {name: checkout-blue, port: 81}"));
        assertRefused("names two backends of BLUE");
        gateway.spec("parentRefs: [{name: public}]");
        assertRefused("none of its rules (none)");
    }

    @Test
    void refusesABackendThatIsMissingAndATrackThatIsNotNamed() {
        gateway.rules(
                GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0).replace("checkout-green", "gren")));
        assertThat(fatal(gateway.strategy()))
                .anyMatch(sentence -> sentence.contains("Service/gren: the Service does not exist"));
        gateway.rules(GatewayShop.rule("shop", "{name: checkout-blue, port: 80}"));
        assertThat(fatal(gateway.strategy()))
                .anyMatch(sentence -> sentence.contains("does not name the Service of GREEN"));
    }

    @Test
    void goesBackThoughTheServiceOfTheNewTrackIsGone() {
        shift(gateway.strategy(), TrafficSplit.all(GREEN));
        gateway.shop
                .kubectl()
                .services()
                .inNamespace("default")
                .withName("checkout-green")
                .delete();
        gateway.shop.rest();

        shift(gateway.strategy(), TrafficSplit.all(BLUE));

        assertThat(gateway.strategy().observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    @Test
    void anotherRuleThatLeadsToATrackIsReportedAndKeepsItFromBeingRetired() {
        gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(0, 1))
                + "- {name: admin, matches: [{path: {value: /admin}}], backendRefs: [{name: checkout-blue, port: 80}]}\n"
                + GatewayShop.PREVIEW);

        assertThat(gateway.strategy().mayFailOpen(Shop.CHECKOUT, BLUE))
                .hasValueSatisfying(why ->
                        assertThat(why).startsWith("HTTPRoute/edge rule 'admin' may still send requests to BLUE"));
        assertThat(gateway.strategy().mayFailOpen(Shop.CHECKOUT, GREEN)).isEmpty();
        assertThat(findings(gateway.strategy()))
                .anyMatch(finding -> finding.id().equals("other-routes"));
    }

    @Test
    void aRoleOfThePrintedPermissionsIsEnough() {
        String role = KubernetesRbac.of(release(gateway.strategy()).plan(GREEN)).toString();
        try (Fabric8Platform restricted =
                Fabric8Platform.of(gateway.shop.cluster.clientAs("ci", role)).withTime(gateway.shop.cluster.time())) {
            assertThat(BlueGreen.release(Shop.CHECKOUT.name())
                            .on(restricted)
                            .cutover(restricted.httpRoute("edge"))
                            .build()
                            .switchTo(GREEN)
                            .outcome())
                    .isEqualTo(Outcome.SWITCHED);
        }
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> gateway.strategy().rule(" ")).hasMessageContaining("gatewayRoute.rule");
        assertThatThrownBy(() -> gateway.strategy().rule(-1)).hasMessageContaining("from 0");
        assertThatThrownBy(() -> gateway.strategy().headerPreview(URI.create("gateway")))
                .hasMessageContaining("gatewayRoute.headerPreview");
        assertThatThrownBy(() -> gateway.shop.platform.httpRoute("Edge!")).hasMessageContaining("cutover.httpRoute");
    }

    private Release release(GatewayRoute strategy) {
        return BlueGreen.release(Shop.CHECKOUT.name())
                .on(gateway.shop.platform)
                .cutover(strategy)
                .build();
    }

    private Release releasing(GatewayRoute strategy, SmokeTest test) {
        return BlueGreen.release(Shop.CHECKOUT.name())
                .on(gateway.shop.platform)
                .cutover(strategy)
                .smokeTest(test)
                .build();
    }

    private void assertRefused(String message) {
        assertRefused(gateway.strategy(), message);
    }

    private void assertRefused(GatewayRoute strategy, String message) {
        new Moves(gateway.shop, strategy).assertRefused(PlatformException.Kind.INVALID, message);
    }

    private void shift(GatewayRoute strategy, TrafficSplit target) {
        strategy.shift(move(strategy, target));
    }

    private List<String> fatal(GatewayRoute strategy) {
        return new Moves(gateway.shop, strategy).fatal();
    }

    private List<Finding> findings(GatewayRoute strategy) {
        return strategy.preflight(move(strategy, TrafficSplit.all(GREEN))).findings();
    }

    private Move move(GatewayRoute strategy, TrafficSplit target) {
        return move(gateway, strategy, target);
    }

    private static Move move(GatewayShop at, GatewayRoute strategy, TrafficSplit target) {
        return new Moves(at.shop, strategy).to(target);
    }
}

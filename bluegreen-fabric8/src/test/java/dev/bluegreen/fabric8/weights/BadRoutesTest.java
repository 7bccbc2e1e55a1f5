package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.RefusedException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Routers that cannot be moved as they stand: each is refused with a clear sentence, and nothing is written. */
class BadRoutesTest {

    private static final String OTHER = "app: other";
    private static final String BOTH = "app: checkout";

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void ofAnAlb(String what, Consumer<AlbShop> spoil, String sentence) {
        try (AlbShop alb = AlbShop.open()) {
            more(alb.shop);
            spoil.accept(alb);
            assertRefused(alb.shop, alb.strategy(), sentence);
        }
    }

    static Stream<Arguments> ofAnAlb() {
        return Stream.of(
                onAlb("not JSON", alb -> alb.act("{"), "is not a JSON object"),
                onAlb("missing", alb -> alb.act(alb(100, 0, "gone")), "Service/gone: the Service does not exist"),
                onAlb("of the other track", alb -> alb.act(alb(100, 0, "checkout-svc")), "names two Services of BLUE"),
                onAlb(
                        "of another class",
                        alb -> alb.classed("nginx", "k8s.io/ingress-nginx"),
                        "has the class nginx of the controller k8s.io/ingress-nginx"),
                onAlb("neither track", alb -> alb.act(alb(1, 1, "other")), "which is neither track's"),
                onAlb("both tracks", alb -> alb.act(alb(1, 1, "both")), "which is neither track's"));
    }

    private static String alb(int blue, int green, String service) {
        return AlbShop.action(blue, green).replace("checkout-green", service);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void ofAnNlb(String what, Consumer<NlbShop> spoil, String sentence) {
        try (NlbShop nlb = new NlbShop()) {
            more(nlb.shop);
            spoil.accept(nlb);
            assertRefused(nlb.shop, nlb.strategy(), sentence);
        }
    }

    static Stream<Arguments> ofAnNlb() {
        return Stream.of(
                onNlb("not JSON", nlb -> nlb.act("{"), "is not a JSON object"),
                onNlb("missing", nlb -> nlb.act(nlb(100, 0, "gone")), "Service/gone: the Service does not exist"),
                onNlb("of the other track", nlb -> nlb.act(nlb(100, 0, "checkout-svc")), "names two Services of BLUE"),
                onNlb("neither track", nlb -> nlb.act(nlb(1, 1, "other")), "which is neither track's"),
                onNlb("both tracks", nlb -> nlb.act(nlb(1, 1, "both")), "which is neither track's"),
                onNlb("a controller that is too old", nlb -> nlb.controller("v3.3.0"), "does not accept weight 0"));
    }

    private static String nlb(int blue, int green, String service) {
        return NlbShop.action(blue, green).replace("checkout-green", service);
    }

    @Test
    void ofAServiceThatTheControllerDoesNotActOn() {
        try (NlbShop nlb = new NlbShop()) {
            nlb.shop.cluster.client().services().withName("checkout-blue").delete();
            nlb.service("sessionAffinity: None");
            assertRefused(nlb.shop, nlb.strategy(), "the AWS Load Balancer Controller does not act on it");
            nlb.shop.cluster.client().services().withName("checkout-blue").delete();
            nlb.service("sessionAffinity: None", "service.beta.kubernetes.io/aws-load-balancer-type: external");
            assertThat(new Moves(nlb.shop, nlb.strategy()).fatal()).isEmpty();
        }
    }

    /** Two listeners of one number: one that were left would go on sending to the old track. */
    @Test
    void aPortOfTwoProtocolsNeedsAnActionForEachAndBothAreMoved() {
        try (NlbShop nlb = new NlbShop()) {
            nlb.edit(service -> {
                var udp = service.getSpec().getPorts().get(0).toBuilder()
                        .withName("udp")
                        .withProtocol("UDP")
                        .build();
                service.getSpec().getPorts().add(udp);
                return service;
            });
            assertRefused(
                    nlb.shop,
                    nlb.strategy(),
                    "port 80 has no annotation service.beta.kubernetes.io/actions.<protocol>-80 for UDP");
            String udp = NlbShop.KEY.replace("TCP", "UDP");
            nlb.edit(service -> {
                service.getMetadata().getAnnotations().put(udp, NlbShop.action(100, 0));
                return service;
            });

            nlb.strategy().shift(new Moves(nlb.shop, nlb.strategy()).to(TrafficSplit.all(GREEN)));

            assertThat(nlb.action()).isEqualTo(NlbShop.action(0, 100));
            assertThat(nlb.action(udp)).isEqualTo(NlbShop.action(0, 100));
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void ofAGateway(String what, Consumer<GatewayShop> spoil, String sentence) {
        for (GatewayShop gateway : new GatewayShop[] {GatewayShop.open(), GatewayShop.grpc()}) {
            try (gateway) {
                more(gateway.shop);
                spoil.accept(gateway);
                assertRefused(gateway.shop, gateway.strategy(), sentence);
            }
        }
    }

    static Stream<Arguments> ofAGateway() {
        return Stream.of(
                onGateway(
                        "missing",
                        gateway -> gateway.rules(rule(1, 0, "gone")),
                        "Service/gone: the Service does not exist"),
                onGateway(
                        "of the other track",
                        gateway -> gateway.rules(rule(1, 0, "checkout-svc")),
                        "names two backends of BLUE"),
                onGateway("neither track", gateway -> gateway.rules(rule(1, 1, "other")), "which is neither track's"),
                onGateway("both tracks", gateway -> gateway.rules(rule(1, 1, "both")), "which is neither track's"),
                onGateway("too heavy", gateway -> gateway.weigh(1, 1_000_001), "set a whole number of 0 to 1000000"),
                onGateway(
                        "unattached",
                        gateway -> gateway.spec("rules:\n" + rule(1, 0, "checkout-green")),
                        "is attached to no gateway"));
    }

    private static String rule(int blue, int green, String service) {
        return GatewayShop.rule(
                "shop", GatewayShop.BACKENDS.formatted(blue, green).replace("checkout-green", service));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void ofAMesh(String what, Consumer<IstioShop> spoil, String sentence) {
        try (IstioShop mesh = IstioShop.hosts()) {
            more(mesh.shop);
            spoil.accept(mesh);
            assertRefused(mesh.shop, mesh.strategy(), sentence);
        }
    }

    static Stream<Arguments> ofAMesh() {
        return Stream.of(
                onIstio("missing", mesh -> mesh.http(route(1, 0, "gone")), "Service/gone: the Service does not exist"),
                onIstio(
                        "of the other track",
                        mesh -> mesh.http(route(1, 0, "checkout-svc")),
                        "names two destinations of BLUE"),
                onIstio("neither track", mesh -> mesh.http(route(1, 1, "other")), "which is neither track's"),
                onIstio("both tracks", mesh -> mesh.http(route(1, 1, "both")), "which is neither track's"),
                onIstio("negative", mesh -> mesh.weigh(1, -1), "set a whole number from 0"),
                onIstio(
                        "unattached",
                        mesh -> mesh.spec(
                                "hosts: [checkout]\ngateways: [public]\nhttp:\n" + route(1, 0, "checkout-green")),
                        "is bound to gateways that do not exist: public"));
    }

    private static String route(int blue, int green, String service) {
        return IstioShop.route("shop", IstioShop.HOSTS.formatted(blue, green).replace("checkout-green", service));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void ofExternalDns(String what, Consumer<DnsShop> spoil, String sentence) {
        try (DnsShop dns = DnsShop.weighted()) {
            spoil.accept(dns);
            assertRefused(dns.shop, dns.strategy(), sentence);
        }
    }

    static Stream<Arguments> ofExternalDns() {
        return Stream.of(
                onDns(
                        "missing",
                        dns -> dns.endpoint(DnsShop.NAME, weighted("blue", "blue", "1")),
                        "each type needs one"),
                onDns(
                        "of the other track",
                        dns -> dns.endpoint(
                                DnsShop.NAME, weighted("blue", "blue", "1") + weighted("green", "blue", "0")),
                        "which leads to BLUE"),
                onDns("too heavy", dns -> dns.weigh(256, 0), "set a whole number of 0 to 255"),
                onDns(
                        "no weight",
                        dns -> dns.endpoint(
                                DnsShop.NAME, weighted("blue", "blue", "1") + weighted("green", "green", "")),
                        "the value ''"));
    }

    private static String weighted(String id, String host, String weight) {
        return DnsShop.weighted("CNAME", 60, id, host, weight);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void ofAKindThatIsNotServed(
            String what, String apiVersion, Function<Fabric8Platform, CutoverStrategy> strategy, String sentence) {
        String plural = what.toLowerCase(Locale.ROOT) + "s";
        try (Shop shop = Shop.open()) {
            assertRefused(shop, strategy.apply(shop.platform), sentence);
            shop.cluster.install(apiVersion, what, plural);
            assertRefused(shop, strategy.apply(shop.platform), sentence);
        }
    }

    static Stream<Arguments> ofAKindThatIsNotServed() {
        return Stream.of(
                kind(
                        "HTTPRoute",
                        "gateway.networking.k8s.io/v1alpha2",
                        platform -> platform.httpRoute("edge"),
                        "in version v1 or v1beta1; install the CRDs of the Gateway API"),
                kind(
                        "GRPCRoute",
                        "gateway.networking.k8s.io/v1alpha1",
                        platform -> platform.grpcRoute("edge"),
                        "in version v1 or v1alpha2; install the CRDs of the Gateway API"),
                kind(
                        "VirtualService",
                        "networking.istio.io/v1alpha3",
                        platform -> platform.virtualService("edge"),
                        "in version v1 or v1beta1; install Istio's CRDs"),
                kind(
                        "DNSEndpoint",
                        "externaldns.k8s.io/v1beta1",
                        platform -> platform.externalDns("a.example"),
                        "serves no DNSEndpoint of externaldns.k8s.io/v1alpha1; install the CRD"));
    }

    @Test
    void aSplitThatAKindCannotExpressIsNotWritten() {
        try (AlbShop alb = AlbShop.open();
                NlbShop nlb = new NlbShop();
                GatewayShop gateway = GatewayShop.open();
                IstioShop mesh = IstioShop.hosts();
                DnsShop dns = DnsShop.weighted()) {
            assertTooLarge(alb.shop, alb.strategy(), 999);
            assertTooLarge(nlb.shop, nlb.strategy(), 999);
            assertTooLarge(gateway.shop, gateway.strategy(), 1_000_000);
            assertTooLarge(mesh.shop, mesh.strategy(), 100);
            assertTooLarge(dns.shop, dns.strategy(), 255);
        }
    }

    private static void assertTooLarge(Shop shop, CutoverStrategy strategy, int largest) {
        TrafficSplit split = new TrafficSplit(1, largest + 1);
        assertThat(strategy.supports(split)).isFalse();
        assertThat(strategy.supports(new TrafficSplit(1, largest))).isTrue();
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> strategy.shift(new Moves(shop, strategy).to(split)))
                .withMessageContaining("a weight is 0 to " + largest);
        assertUnwritten(shop);
        assertThat(strategy.observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    /** Services that stand for no track. */
    private static void more(Shop shop) {
        shop.serviceOf("other", OTHER);
        shop.serviceOf("both", BOTH);
    }

    private static void assertRefused(Shop shop, CutoverStrategy strategy, String sentence) {
        shop.forget();
        assertThatThrownBy(() -> BlueGreen.release(Shop.CHECKOUT.name())
                        .on(shop.platform)
                        .cutover(strategy)
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("Nothing was moved");
        assertUnwritten(shop);
    }

    private static void assertUnwritten(Shop shop) {
        assertThat(shop.requests()).noneMatch(request -> request.matches("(patch|update|create|delete) .*"));
    }

    private static Arguments onAlb(String what, Consumer<AlbShop> spoil, String sentence) {
        return Arguments.of(what, spoil, sentence);
    }

    private static Arguments onNlb(String what, Consumer<NlbShop> spoil, String sentence) {
        return Arguments.of(what, spoil, sentence);
    }

    private static Arguments onGateway(String what, Consumer<GatewayShop> spoil, String sentence) {
        return Arguments.of(what, spoil, sentence);
    }

    private static Arguments onIstio(String what, Consumer<IstioShop> spoil, String sentence) {
        return Arguments.of(what, spoil, sentence);
    }

    private static Arguments onDns(String what, Consumer<DnsShop> spoil, String sentence) {
        return Arguments.of(what, spoil, sentence);
    }

    private static Arguments kind(
            String kind, String apiVersion, Function<Fabric8Platform, CutoverStrategy> strategy, String sentence) {
        return Arguments.of(kind, apiVersion, strategy, sentence);
    }
}

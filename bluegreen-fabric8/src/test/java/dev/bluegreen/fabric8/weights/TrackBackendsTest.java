package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.RefusedException;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What gets the share of a track: the port that a router names, and every Service where it names several. */
class TrackBackendsTest {

    /** In the pods of a track another port is behind the one that the router names. */
    private static final String NO_SUCH_TARGET = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout-green}
            spec:
              selector: {app: checkout, track: green}
              ports: [{name: http, port: 80, targetPort: web}, {name: admin, port: 81, targetPort: 8080}]
            """;

    private static final String ADMIN = """
            apiVersion: v1
            kind: Service
            metadata: {name: admin-%1$s}
            spec:
              selector: {app: checkout, track: %1$s%2$s}
              ports: [{name: http, port: 80, targetPort: 8080}]
            """;

    @Test
    void aPortThatTheServiceDoesNotHaveIsRefused() {
        try (GatewayShop gateway = GatewayShop.open();
                IstioShop mesh = IstioShop.hosts();
                AlbShop alb = AlbShop.open();
                NlbShop nlb = new NlbShop()) {
            gateway.rules(GatewayShop.rule(
                    "shop", "{name: checkout-blue, port: 80}, {name: checkout-green, port: 8080," + " weight: 0}"));
            mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(100, 0).replace("number: 80", "number: 8080")));
            alb.act(AlbShop.action(100, 0).replace("\"http\"", "\"https\""));
            nlb.act(NlbShop.action(100, 0).replace("\"servicePort\":80", "\"servicePort\":\"8080\""));

            assertRefused(gateway.shop, gateway.strategy(), "has no port 8080; its ports are http 80/TCP to 8080");
            assertRefused(mesh.shop, mesh.strategy(), "has no port 8080");
            assertRefused(alb.shop, alb.strategy(), "has no port https");
            assertRefused(nlb.shop, nlb.strategy(), "has no port 8080");
        }
    }

    @Test
    void onlyPodsBehindThePortThatIsNamedCount() {
        try (GatewayShop gateway = GatewayShop.open();
                AlbShop alb = AlbShop.open()) {
            for (Shop shop : List.of(gateway.shop, alb.shop)) {
                shop.cluster.apply(NO_SUCH_TARGET);
                shop.rest();
            }

            assertRefused(gateway.shop, gateway.strategy(), "Service/checkout-green: 0 pods of GREEN ready");
            assertRefused(alb.shop, alb.strategy(), "Service/checkout-green: 0 pods of GREEN ready");

            gateway.rules(GatewayShop.rule(
                    "shop",
                    GatewayShop.BACKENDS
                            .formatted(1, 0)
                            .replace("checkout-green, port: 80", "checkout-green, port: 81")));
            assertThat(new Moves(gateway.shop, gateway.strategy()).fatal()).isEmpty();
        }
    }

    @Test
    void eachServiceOfATrackIsLookedAtWhereRulesNameSeveral() {
        try (GatewayShop gateway = GatewayShop.open()) {
            gateway.shop.cluster.apply(ADMIN.formatted("blue", "")).apply(ADMIN.formatted("green", ", zone: none"));
            gateway.rules(GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0))
                    + GatewayShop.rule(
                            "admin", "{name: admin-blue, port: 80}, {name: admin-green, port: 80, weight: 0}"));

            assertRefused(gateway.shop, gateway.strategy(), "Service/admin-green: 0 pods of GREEN ready");
            assertThat(gateway.strategy().mayFailOpen(Shop.CHECKOUT, GREEN)).isEmpty();
            assertThat(gateway.strategy().rule("shop").mayFailOpen(Shop.CHECKOUT, BLUE))
                    .isEmpty();

            gateway.shop.cluster.apply(ADMIN.formatted("green", ""));
            gateway.shop.rest();
            Move move = new Moves(gateway.shop, gateway.strategy()).to(TrafficSplit.all(GREEN));
            try (var watch = gateway.strategy().watch(Shop.CHECKOUT, () -> {})) {
                gateway.strategy().shift(move);
                gateway.shop.rest();
                assertThat(gateway.strategy()
                                .verify(move, gateway.shop.cluster.time().now()))
                        .extracting(Evidence::hop)
                        .contains("Service/checkout-green", "Service/admin-green");
            }
        }
    }

    @Test
    void eachServiceOfATrackIsLookedAtWhereRoutesOrActionsNameSeveral() {
        try (IstioShop mesh = IstioShop.hosts();
                AlbShop alb = AlbShop.open()) {
            for (Shop shop : List.of(mesh.shop, alb.shop)) {
                shop.cluster.apply(ADMIN.formatted("blue", "")).apply(ADMIN.formatted("green", ", zone: none"));
                shop.rest();
            }
            String admin = IstioShop.HOSTS.formatted(100, 0).replace("checkout-", "admin-");
            mesh.http(IstioShop.route("shop", IstioShop.HOSTS.formatted(100, 0)) + IstioShop.route("admin", admin));
            second(alb);

            assertRefused(mesh.shop, mesh.strategy(), "Service/admin-green: 0 pods of GREEN ready");
            assertRefused(alb.shop, alb.strategy(), "Service/admin-green: 0 pods of GREEN ready");
        }
    }

    /** Gives the Ingress a second action, which forwards to other Services of the tracks. */
    private static void second(AlbShop alb) {
        alb.edit(ingress -> {
            var paths = ingress.getSpec().getRules().get(0).getHttp().getPaths();
            paths.add(new HTTPIngressPathBuilder(paths.get(0))
                    .withPath("/admin")
                    .editBackend()
                    .editService()
                    .withName("office")
                    .endService()
                    .endBackend()
                    .build());
            ingress.getMetadata()
                    .getAnnotations()
                    .put(
                            AlbShop.KEY.replace("actions.shop", "actions.office"),
                            AlbShop.action(100, 0).replace("checkout-", "admin-"));
            return ingress;
        });
    }

    /** A target group that a verifier is not told of would count as moved. */
    @Test
    void aVerifierIsToldOfTheTargetGroupsOfAllServicesOrOfNone() {
        try (AlbShop alb = AlbShop.open()) {
            alb.shop.cluster.install("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "targetgroupbindings");
            alb.shop.cluster.apply(ADMIN.formatted("blue", "")).apply(ADMIN.formatted("green", ""));
            second(alb);
            bind(alb, "checkout-green");
            assertThat(told(alb)).isEmpty();

            bind(alb, "admin-green");
            assertThat(told(alb)).containsExactlyInAnyOrder("arn:checkout-green", "arn:admin-green");
        }
    }

    private static void bind(AlbShop alb, String service) {
        alb.shop.cluster.apply("""
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: %1$s}
                spec: {targetGroupARN: "arn:%1$s", targetType: ip, serviceRef: {name: %1$s, port: 80}}
                """.formatted(service));
        alb.shop.rest();
    }

    /** The target groups of GREEN that a verifier looks for. */
    private static Set<String> told(AlbShop alb) {
        Listening verifier = new Listening(new ArrayList<>());
        new Moves(alb.shop, alb.strategy().verifiedBy(verifier)).findings();
        return Objects.requireNonNull(verifier.hops().get(0).backends().get(GREEN))
                .targetGroups();
    }

    /** Remembers what it is told. */
    private record Listening(List<Hop> hops) implements HopVerifier {

        @Override
        public List<Finding> preflight(Hop hop, Move move) {
            hops.add(hop);
            return List.of();
        }

        @Override
        public List<Evidence> verify(String router, Move move, Instant applied) {
            return List.of();
        }

        @Override
        public Subscription watch(Hop hop, ReleaseSpec release, Runnable onChange) {
            return () -> {};
        }

        @Override
        public Optional<Instant> unseenSince(String router) {
            return Optional.empty();
        }

        @Override
        public Optional<String> mayFailOpen(Hop hop, Track idle) {
            return Optional.empty();
        }

        @Override
        public Duration provenWithin() {
            return Duration.ZERO;
        }

        @Override
        public List<Permission> permissions() {
            return List.of();
        }
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
        assertThat(shop.requests()).noneMatch(request -> request.matches("(patch|update|create|delete) .*"));
    }
}

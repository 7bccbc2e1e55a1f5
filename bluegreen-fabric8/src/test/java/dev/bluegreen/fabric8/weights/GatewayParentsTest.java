package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the status of a route says of its parents: each of them counts, and what is not about them does not. */
class GatewayParentsTest {

    private static final String RULES = "\nrules:\n" + GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(1, 0));

    private final GatewayShop gateway = GatewayShop.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aSecondGatewayOfTheSameNameIsAnother() {
        gateway.route.lag(Duration.ofDays(1));
        gateway.spec("parentRefs: [{name: public}, {name: public, namespace: infra}]" + RULES);

        assertThat(new Moves(gateway.shop, gateway.strategy()).fatal())
                .containsExactly(
                        "HTTPRoute/edge is not attached to Gateway/infra/public: the gateway has said nothing of it");
        assertThat(evidence(move()))
                .anyMatch(evidence -> evidence.hop().equals("HTTPRoute/edge at Gateway/infra/public")
                        && evidence.verdict() == Evidence.Verdict.MISSING);
    }

    @Test
    void aParentIsTheSameWithItsDefaultsWrittenOut() {
        gateway.spec("parentRefs: [{name: mesh, kind: Service, group: \"\", port: 80}]" + RULES);
        assertThat(new Moves(gateway.shop, gateway.strategy()).fatal()).isEmpty();

        gateway.route.lag(Duration.ofDays(1));
        gateway.spec("parentRefs: [{name: public}]" + RULES);
        gateway.says(
                "{name: public, namespace: default, kind: Gateway, group: gateway.networking.k8s.io}",
                accepted("True", gateway.generation()));
        assertThat(evidence(move())).allMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONFIRMED);
    }

    @Test
    void whatAControllerThatIsGoneHasLeftBehindHoldsNothingUp() {
        gateway.says("{name: public}", GatewayShop.condition("Accepted", "False", 1));
        gateway.says("{name: removed}", accepted("True", 1));
        gateway.weigh(1, 0);

        assertThat(BlueGreen.release(Shop.CHECKOUT.name())
                        .on(gateway.shop.platform)
                        .cutover(gateway.strategy())
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aConditionThatIsNotKnownIsNoProof() {
        gateway.says(
                "{name: public}",
                GatewayShop.condition("Accepted", "True", gateway.generation()) + ", "
                        + GatewayShop.condition("ResolvedRefs", "Unknown", gateway.generation()));

        assertThat(evidence(move()))
                .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.MISSING
                        && evidence.sentence().equals("condition ResolvedRefs=Unknown (Said) at Gateway/public"));
    }

    @Test
    void aGatewayThatIsBehindIsReportedBeforeTheMove() {
        gateway.route.lag(Duration.ofDays(1));
        gateway.weigh(2, 0);

        assertThat(new Moves(gateway.shop, gateway.strategy()).findings())
                .anyMatch(finding -> finding.id().equals("controller-behind")
                        && finding.severity() == Finding.Severity.WARNING
                        && finding.sentence()
                                .startsWith("HTTPRoute/edge: Gateway/public has not taken its generation 2 yet"));
    }

    @Test
    void aRouteThatIsDetachedAfterTheMoveIsNotProven() {
        Move move = new Moves(gateway.shop, gateway.strategy()).to(TrafficSplit.all(GREEN));
        try (var watch = gateway.strategy().watch(Shop.CHECKOUT, () -> {})) {
            gateway.strategy().shift(move);
            gateway.spec("rules:\n" + GatewayShop.rule("shop", GatewayShop.BACKENDS.formatted(0, 100)));

            assertThat(evidence(move))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONTRADICTED
                            && evidence.sentence().equals("it is attached to no gateway: spec.parentRefs is empty"));
        }
    }

    private static String accepted(String status, long generation) {
        return GatewayShop.condition("Accepted", status, generation) + ", "
                + GatewayShop.condition("ResolvedRefs", status, generation);
    }

    /** Of what is there already, so that the object is proven, and its status is looked at. */
    private Move move() {
        return new Moves(gateway.shop, gateway.strategy()).to(TrafficSplit.all(BLUE));
    }

    /** Evidence of a move that was made. */
    private List<Evidence> evidence(Move move) {
        try (var watch = gateway.strategy().watch(Shop.CHECKOUT, () -> {})) {
            gateway.shop.rest();
            return gateway.strategy().verify(move, gateway.shop.cluster.time().now());
        }
    }
}

package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules of Ingresses that lead to a track, beside those that a release moves. */
class OtherIngressesTest {

    private final AlbShop alb = AlbShop.open();

    @AfterEach
    void close() {
        alb.close();
    }

    @Test
    void ofSeveralIngressesThoseAreReportedThatTheReleaseDoesNotMove() {
        alb.ingress("second", AlbShop.action(1, 0));
        alb.ingress("third", AlbShop.action(1, 0));

        assertThat(otherRoutes(Set.of("Ingress/edge", "Ingress/second", "Ingress/third")))
                .isEmpty();
        assertThat(otherRoutes(Set.of("Ingress/edge", "Ingress/second")))
                .containsExactly("Ingress/third sends requests to Service/checkout-blue"
                        + " and is not moved with this write: it will continue to");
        assertThat(otherRoutes(Set.of("Ingress/edge")))
                .singleElement()
                .asString()
                .startsWith("Ingress/second, Ingress/third sends requests to Service/checkout-blue");
    }

    @Test
    void aRuleOfItsOwnThatLeadsToATrackDirectlyIsReported() {
        alb.edit(ingress -> {
            HTTPIngressPath direct = new HTTPIngressPathBuilder(ingress.getSpec()
                            .getRules()
                            .get(0)
                            .getHttp()
                            .getPaths()
                            .get(0))
                    .withPath("/direct")
                    .build();
            direct.getBackend().getService().setName("checkout-blue");
            direct.getBackend().getService().setPort(new ServiceBackendPort(null, 80));
            ingress.getSpec().getRules().get(0).getHttp().getPaths().add(direct);
            return ingress;
        });

        assertThat(otherRoutes(Set.of("Ingress/edge")))
                .singleElement()
                .asString()
                .startsWith("Ingress/edge sends requests to Service/checkout-blue");
    }

    private List<String> otherRoutes(Set<String> moved) {
        Move move = Move.builder(alb.shop.world(), alb.strategy().observe(Shop.CHECKOUT), TrafficSplit.all(GREEN))
                .routers(moved)
                .build();
        return alb.strategy().preflight(move).findings().stream()
                .filter(finding -> finding.id().equals("other-routes"))
                .map(Finding::sentence)
                .toList();
    }
}

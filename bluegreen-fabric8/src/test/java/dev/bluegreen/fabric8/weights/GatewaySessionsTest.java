package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules whose sessions stay on their backend, also at weight 0. */
class GatewaySessionsTest {

    private final GatewayShop gateway = GatewayShop.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void refusesSessionsUnlessTheyAreAllowedAndThenWaitsForTheirEnd() {
        sessions("sessionName: s");
        assertThat(fatal(gateway.strategy()))
                .anyMatch(sentence -> sentence.contains("sessionPersistence of rule 'shop'")
                        && sentence.contains("for as long as they send requests (it has no absoluteTimeout)"));
        GatewayRoute allowing = gateway.strategy().allowSessionPersistence();
        assertThat(fatal(allowing)).isEmpty();
        assertThat(warned(allowing)).contains("set absoluteTimeout");
        assertThat(allowing.observe(Shop.CHECKOUT).settleBound()).isEmpty();

        sessions("absoluteTimeout: 1h30m");
        assertThat(fatal(gateway.strategy()))
                .anyMatch(sentence -> sentence.endsWith("for up to 1 h 30 min (absoluteTimeout)"));
        assertThat(warned(allowing)).contains("counts as moved that much later");
        assertThat(allowing.observe(Shop.CHECKOUT).settleBound()).contains(Duration.ofSeconds(5_430));
        assertThat(gateway.strategy().observe(Shop.CHECKOUT).settleBound()).isEmpty();

        sessions("absoluteTimeout: 250ms");
        assertThat(allowing.observe(Shop.CHECKOUT).settleBound()).contains(Duration.ofMillis(30_250));
        sessions("absoluteTimeout: 99999h99999h");
        assertThat(allowing.observe(Shop.CHECKOUT).settleBound())
                .contains(Duration.ofDays(365).plusSeconds(30));
        for (String odd : List.of("soon", "-1h", "1h 30m", "1d")) {
            sessions("absoluteTimeout: " + odd);
            assertThat(warned(allowing)).as(odd).contains("set absoluteTimeout");
        }
    }

    private void sessions(String settings) {
        gateway.rules("- {name: shop, sessionPersistence: {" + settings + "}, backendRefs: ["
                + GatewayShop.BACKENDS.formatted(1, 0) + "]}\n");
    }

    private String warned(GatewayRoute strategy) {
        return findings(strategy)
                .filter(finding -> finding.id().equals("session-persistence"))
                .map(Finding::remedy)
                .findFirst()
                .orElse("");
    }

    private List<String> fatal(GatewayRoute strategy) {
        return findings(strategy)
                .filter(finding -> finding.severity() == Finding.Severity.FATAL)
                .map(Finding::sentence)
                .toList();
    }

    private Stream<Finding> findings(GatewayRoute strategy) {
        Move move = Move.builder(gateway.shop.world(), strategy.observe(Shop.CHECKOUT), TrafficSplit.all(GREEN))
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
        return strategy.preflight(move).findings().stream();
    }
}

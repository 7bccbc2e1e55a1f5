package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;

/** Moves of a router, as an operation would make them, and what its strategy says of them. */
record Moves(Shop shop, CutoverStrategy strategy) {

    Move to(TrafficSplit target) {
        return Move.builder(shop.world(), strategy.observe(Shop.CHECKOUT), target)
                .minReadyPods(2)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }

    /** Findings of a move of all traffic to GREEN. */
    List<Finding> findings() {
        return strategy.preflight(to(TrafficSplit.all(GREEN))).findings();
    }

    List<String> fatal() {
        return findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.FATAL)
                .map(Finding::sentence)
                .toList();
    }

    void assertRefused(PlatformException.Kind kind, String message) {
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> strategy.observe(Shop.CHECKOUT))
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.kind()).isEqualTo(kind));
    }
}

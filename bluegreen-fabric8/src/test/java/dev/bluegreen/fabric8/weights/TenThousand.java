package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import dev.bluegreen.testkit.traffic.TrafficSpec;

/** Ten thousand requests to a router at 90/10, by a balancer that draws with a fixed seed. */
final class TenThousand {

    static final long SEED = 18;

    private TenThousand() {}

    /** None is lost, and a tenth of them, give or take four deviations, goes to GREEN. */
    static void assertATenthGoesToGreen(TrafficSpec spec) {
        try (Traffic traffic = spec.withoutPause().start()) {
            traffic.awaitAnswered(10_000);
            TrafficResult result = traffic.stop();

            assertThat(result.failures()).isEmpty();
            assertThat(10_000.0 * result.byTrack().get(GREEN) / result.answered())
                    .isBetween(880.0, 1_120.0);
        }
    }
}

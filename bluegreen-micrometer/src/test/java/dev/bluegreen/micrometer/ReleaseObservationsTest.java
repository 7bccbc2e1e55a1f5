package dev.bluegreen.micrometer;

import static dev.bluegreen.model.Track.GREEN;
import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

/** A span for each operation, and one for each of its phases. */
class ReleaseObservationsTest {

    private final MeteredShop shop = new MeteredShop();
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final ReleaseObservations observations = ReleaseObservations.of(registry);

    @Test
    void aSwitchIsOneSpanWithOneForEachPhase() {
        shop.builder(observations).requestedBy("ann", "OPS-12").build().switchTo(GREEN);

        assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("bluegreen.operation", 1)
                .hasObservationWithNameEqualTo("bluegreen.operation")
                .that()
                .hasLowCardinalityKeyValue("release", "shop")
                .hasLowCardinalityKeyValue("outcome", "switched")
                .hasHighCardinalityKeyValueWithKey("cutover")
                .doesNotHaveError()
                .hasBeenStarted()
                .hasBeenStopped();
        assertThat(registry)
                .forAllObservationsWithNameEqualTo("bluegreen.phase", phase -> phase.hasParentObservation());
        assertThat(registry).hasAnObservationWithAKeyValue("phase", "verify");
    }

    @Test
    void aRollbackIsAnError() {
        shop.errorRate = 0.5;

        assertThatThrownBy(() -> shop.builder(observations)
                        .bake(shop.bake(shop.objective()))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CutoverException.class);

        assertThat(registry)
                .hasObservationWithNameEqualTo("bluegreen.operation")
                .that()
                .hasLowCardinalityKeyValue("outcome", "rolled_back")
                .hasError()
                .hasBeenStopped();
        assertThat(registry).hasAnObservationWithAKeyValue("phase", "roll_back");
    }

    @Test
    void aHandlerThatThrowsDoesNotStopACutover() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                throw new IllegalStateException("no exporter");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });

        shop.builder(observations).build().switchTo(GREEN);
    }

    @Test
    void noRegistryIsRefused() {
        assertThatThrownBy(() -> ReleaseObservations.of(null)).isInstanceOf(ConfigurationException.class);
    }
}

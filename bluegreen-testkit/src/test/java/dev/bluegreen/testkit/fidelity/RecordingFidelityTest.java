package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only the fake one has. */
@Fidelity
class RecordingFidelityTest {

    @Test
    @DisplayName("R61 recorded requests keep their bodies")
    void bodies(Api api, Subject subject) {
        Assumptions.assumeTrue(subject.recorded("").isPresent(), "a real cluster records no requests");
        String name = api.name("recorded");

        api.create("configmaps", configMap(name));

        assertThat(subject.recorded(name)).hasValue(configMap(name));
    }
}

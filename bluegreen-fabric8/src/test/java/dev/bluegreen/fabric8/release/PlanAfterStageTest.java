package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stage that has succeeded leaves nothing that a plan would have to wait for. */
class PlanAfterStageTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void isExecutableAtOnce() {
        Release release = site.release().build();

        release.stage(GREEN).image("registry.example/myapp:v3").apply();

        assertThat(release.plan(GREEN).executable()).isTrue();
    }
}

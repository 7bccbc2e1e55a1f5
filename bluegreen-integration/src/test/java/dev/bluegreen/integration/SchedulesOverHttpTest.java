package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.laws.schedule.RandomSchedules;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine does in memory, it does over HTTP: the same schedules, on a fake cluster, with the real adapter. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SchedulesOverHttpTest {

    private static final int SEEDS = 50;

    @Test
    void fiftySeedsEndAsTheyDoInMemory() {
        RandomSchedules inMemory = RandomSchedules.inMemory().single();
        RandomSchedules overHttp = inMemory.on((seed, routers, pods) -> new ClusterScene(routers, pods));

        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(overHttp.outcome(seed)).as("seed %d", seed).isEqualTo(inMemory.outcome(seed));
        }
    }
}

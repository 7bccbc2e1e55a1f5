package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.laws.schedule.RandomSchedules;
import dev.bluegreen.laws.schedule.SchedulesResult;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManySchedulesTest {

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

    /** Stands still: on a machine that is busy, nothing is told in between either. */
    private final VirtualTime time = VirtualTime.create();

    @Test
    void allProcessorsTogetherCountWhatOneCounts() {
        SchedulesResult.Counts together = new ManySchedules(out, "anything", 120, time).run(RandomSchedules::inMemory);

        assertThat(together).isEqualTo(RandomSchedules.inMemory().run(0, 120).counts());
        assertThat(text.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void schedulesThatCannotBeRunAreNoSuccess() {
        SchedulesResult.Counts result = new ManySchedules(out, "broken", 10, time)
                .run(() -> RandomSchedules.inMemory().on((seed, routers, pods) -> {
                    throw new IllegalStateException("no scene");
                }));

        assertThat(result.failed()).isEqualTo(1);
        assertThat(text.toString(StandardCharsets.UTF_8)).contains("seeds 0 to 9 could not be run", "no scene");
    }
}

package dev.bluegreen.testkit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Schedule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomSchedulesTest {

    @Test
    void noLawIsBrokenInTwoThousandSchedules() {
        SchedulesResult result = RandomSchedules.inMemory().run(0, 2000);

        assertThat(result.failed()).as("%s", result).isZero();
        assertThat(result.schedules()).isEqualTo(2000);
        assertThat(result.operations()).isGreaterThan(8000);
        assertThat(result.faults()).isGreaterThan(500);
        assertThat(result.kills()).isGreaterThan(100);
    }

    @Test
    void rivalsThatSleepLongerThanTheLeaseBreakNoLaw() {
        SchedulesResult result = RandomSchedules.inMemory().rivals().run(0, 500);

        assertThat(result.failed()).as("%s", result).isZero();
        assertThat(result.operations()).isGreaterThan(2500);
        assertThat(result.faults()).isGreaterThan(250);
    }

    @Test
    void noLawIsBrokenWhereTrafficMovesInSteps() {
        RandomSchedules inSteps = RandomSchedules.inMemory().moving(Schedule.linear(40, Duration.ofSeconds(5)));

        SchedulesResult result = inSteps.run(0, 500);

        assertThat(result.failed()).as("%s", result).isZero();
        assertThat(result.operations()).isGreaterThan(2000);
        assertThat(result.kills()).isGreaterThan(25);
        assertThat(inSteps.trace(0)).contains("to=60/40", "to=20/80");
    }

    @Test
    void theSameSeedGivesTheSameRunCallByCall() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(RandomSchedules.inMemory().trace(seed))
                    .isEqualTo(RandomSchedules.inMemory().trace(seed));
        }
    }

    @Test
    void otherSeedsGiveOtherRuns() {
        assertThat(RandomSchedules.inMemory().trace(1))
                .isNotEqualTo(RandomSchedules.inMemory().trace(2));
    }
}

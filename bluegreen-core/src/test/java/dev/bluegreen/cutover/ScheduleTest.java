package dev.bluegreen.cutover;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schedule says, and what it refuses. */
class ScheduleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void allAtOnceHasNoSteps() {
        assertThat(Schedule.allAtOnce().isAtOnce()).isTrue();
        assertThat(Schedule.allAtOnce()).hasToString("all at once");
    }

    @Test
    void linearStepsAreEqualAndEndBeforeEverything() {
        assertThat(Schedule.linear(25, MINUTE).steps())
                .containsExactly(step(25, MINUTE), step(50, MINUTE), step(75, MINUTE));
        assertThat(Schedule.linear(30, MINUTE)).hasToString("30 % for 1 min, 60 % for 1 min, 90 % for 1 min, then all");
        assertThat(Schedule.linear(1, MINUTE).steps()).hasSize(99);
    }

    @Test
    void aCanaryIsOneStep() {
        assertThat(Schedule.canary(10, MINUTE)).isEqualTo(Schedule.of(step(10, MINUTE)));
    }

    @Test
    void aStepIsTheShareOfTheTrackThatTrafficMovesTo() {
        assertThat(step(10, MINUTE).split(GREEN)).isEqualTo(new TrafficSplit(90, 10));
        assertThat(step(10, MINUTE).split(BLUE)).isEqualTo(new TrafficSplit(10, 90));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 101})
    void refusesAShareThatIsNoneOrEverything(int percent) {
        assertThatThrownBy(() -> Schedule.canary(percent, MINUTE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("schedule: " + percent + " %; give each step 1 to 99 %");
        assertThatThrownBy(() -> Schedule.linear(percent, MINUTE)).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void refusesAPauseThatIsNone(long seconds) {
        assertThatThrownBy(() -> Schedule.linear(10, Duration.ofSeconds(seconds)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("give each step a pause above 0");
    }

    @Test
    void refusesSharesThatDoNotRise() {
        assertThatThrownBy(() -> Schedule.of(step(50, MINUTE), step(50, MINUTE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("schedule: 50 % comes after 50 %");
    }

    @Test
    void aRouterThatKnowsNoSharesIsRefusedWhenItIsNamed() {
        Shop shop = new Shop();
        ReleaseBuilder builder =
                shop.builder().cutover(shop.platform.router("web")).schedule(Schedule.canary(10, MINUTE));

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("10 % for 1 min, then all; router/web cannot be set to")
                .hasMessageContaining("Schedule.allAtOnce()");
    }

    @Test
    void aRouterThatKnowsNoSharesIsRefusedWhenItIsFound() {
        Shop shop = new Shop();
        Release release = shop.builder().schedule(Schedule.canary(10, MINUTE)).build();

        assertThat(release.plan(GREEN).executable()).isFalse();
        assertThatThrownBy(() -> release.switchTo(GREEN))
                .hasMessageContaining("router/web cannot be set to")
                .hasMessageContaining("Nothing was moved; traffic is on BLUE");
        assertThat(shop.writes()).isEmpty();
    }
}

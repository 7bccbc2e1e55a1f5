package dev.bluegreen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a strategy says of its router beside where that sends traffic. */
class RouterStateTest {

    @Test
    void twoReadsOfTheSameAreEqualWhateverTheyWereReadFrom() {
        RouterState one = state().source("one read").build();
        RouterState other = state().source("another read").build();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.source()).contains("one read");
        assertThat(one).isNotEqualTo(state().settleBound(Duration.ofMinutes(1)).build());
    }

    @Test
    void aBoundBelowZeroIsRefused() {
        assertThatThrownBy(() -> state().settleBound(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("router.settleBound");
    }

    private static RouterState.Builder state() {
        return RouterState.builder("router/web", TrafficSplit.all(Track.BLUE)).version("7");
    }
}

package dev.bluegreen.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations and numbers as a person reads them. */
class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT30S, 30 s",
        "PT1M30S, 1 min 30 s",
        "PT4H, 4 h 0 min",
        "PT0.25S, 250 ms",
        "PT0.000001S, less than 1 ms",
        "PT-5S, -5 s",
        "PT-1H, -1 h 0 min",
        "PT-0.25S, -250 ms",
        "PT-0.000001S, less than 0 s"
    })
    void saysADurationAsPeopleDo(Duration duration, String said) {
        assertThat(Wording.of(duration)).isEqualTo(said);
    }

    @Test
    void saysTheLongestAndTheShortestOfAll() {
        assertThat(Wording.of(Duration.ofSeconds(Long.MIN_VALUE)))
                .startsWith("-")
                .endsWith(" min");
        assertThat(Wording.of(Duration.ofSeconds(Long.MAX_VALUE))).endsWith(" min");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1.0, 1",
        "2.1, 2.1",
        "0.0212345, 0.02123",
        "14.4, 14.4",
        "1234567.8, 1234568",
        "250, 250",
        "1e-9, 1.0E-9",
        "NaN, NaN"
    })
    void saysANumberInAsManyDigitsAsAreRead(double number, String said) {
        assertThat(Wording.number(number)).isEqualTo(said);
    }
}

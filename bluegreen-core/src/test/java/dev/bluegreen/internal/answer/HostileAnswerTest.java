package dev.bluegreen.internal.answer;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.internal.http.RawServer;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer and applications log holds nobody up: the cutover ends, traffic is where it says, the lock is free. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileAnswerTest {

    private static final String RUNS_AWAY = "(.*,){20}P";
    private static final String HOSTILE_LINE = "1,".repeat(60);

    private static final Deadlines BRIEF =
            new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(60));

    private final Shop shop = new Shop();

    @AfterEach
    void theLockIsFreeAndTrafficWhereItWas() {
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @ParameterizedTest(name = "a server that begins with {0}")
    @ValueSource(strings = {"HTTP", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
    void aSmokeTestEndsByItsTimeoutHoweverSlowlyAPodAnswers(String begun) {
        try (RawServer pod = RawServer.dripping(begun, begun.equals("HTTP") ? " " : "X: y\r\n")) {
            shop.platform.serve("shop-green", "http", 8080, pod.uri());

            assertThatThrownBy(() -> switchWith(SmokeTest.get("/")
                            .onOnePod()
                            .attempts(1, Duration.ZERO)
                            .timeout(Duration.ofMillis(200))))
                    .isInstanceOf(CutoverException.class)
                    .hasMessageContaining("did not answer within 200 ms");
        }
    }

    @Test
    void aTimeoutOfANanosecondIsNotWithoutEnd() {
        try (RawServer pod = RawServer.dripping("", "X: y\r\n")) {
            shop.platform.serve("shop-green", "http", 8080, pod.uri());

            assertThatThrownBy(() -> switchWith(SmokeTest.get("/")
                            .onOnePod()
                            .attempts(1, Duration.ZERO)
                            .timeout(Duration.ofNanos(1))))
                    .hasMessageContaining("did not answer within less than 1 ms");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {RUNS_AWAY + " 60", "^(x|y)*$ 200000"})
    void aPatternThatRunsAwayOnALineFailsTheSmokeTest(String pattern, int length) {
        shop.platform.log("shop-green", line(pattern, length));

        assertThatThrownBy(() -> switchWith(SmokeTest.log(pattern).within(Duration.ofSeconds(3))))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("/" + pattern + "/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {RUNS_AWAY + " 60", "^(x|y)*$ 200000"})
    void aPatternThatRunsAwayOnALineProvesNothing(String pattern, int length) {
        shop.platform.route("web", BLUE, Duration.ofSeconds(1));
        shop.after("shift router/web", () -> shop.platform.log("shop-green", line(pattern, length)));

        assertThatThrownBy(() -> shop.builder()
                        .trafficProbe(TrafficProbe.log(pattern))
                        .deadlines(BRIEF)
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("/" + pattern + "/")
                .hasMessageContaining("Traffic is on BLUE");
    }

    @Test
    void aJsonPointerOfManyTokensIsJustALongOne() {
        String pointer = "/a".repeat(20_000);
        shop.builder().smokeTest(SmokeTest.get("/").expectJson(pointer, "x")).build();

        for (String wrong : List.of("a", "/~", "/~2", "/a~")) {
            assertThatThrownBy(() -> shop.builder()
                            .smokeTest(SmokeTest.get("/").expectJson(wrong, "x"))
                            .build())
                    .as(wrong)
                    .hasMessageContaining("not a JSON pointer");
        }
    }

    private static String line(String pattern, int length) {
        return pattern.equals(RUNS_AWAY) ? HOSTILE_LINE : "xy".repeat(length / 2) + "z";
    }

    private void switchWith(SmokeTest test) {
        shop.builder().smokeTest(test).build().switchTo(GREEN);
    }
}

package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.TEXT;
import static dev.bluegreen.file.spi.ValueType.WHOLE;

import dev.bluegreen.check.smoke.HttpSmokeTest;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.time.Duration;
import java.util.List;

/** The tests of the idle track. */
final class SmokeTestKeys {

    private static final Key<String> GET = Key.of("get", TEXT, "The path to request from each ready pod.");
    private static final Key<String> PORT = Key.of(
            "port", ValueType.PORT, "The name or number of the port; default the only one that the pods declare.");
    private static final Key<Integer> EXPECT_STATUS = Key.of("expectStatus", WHOLE, "The status; default any 2xx.");
    private static final Key<String> EXPECT_BODY = Key.of("expectBody", TEXT, "A text that the body contains.");
    private static final Key<Duration> EXPECT_WITHIN =
            Key.of("expectWithin", DURATION, "The longest time to the complete response.");
    private static final Key<Duration> TIMEOUT =
            Key.of("timeout", DURATION, "The timeout of one attempt; default 10s.");

    static final ValueType<SmokeTest> TYPE = ValueType.choice(List.of(Keys.of("A request to the idle track.", GET)
            .allowing(PORT, EXPECT_STATUS, EXPECT_BODY, EXPECT_WITHIN, TIMEOUT)
            .making(SmokeTestKeys::get)));

    private SmokeTestKeys() {}

    private static SmokeTest get(Values values) {
        return values.begin(SmokeTest.get(values.get(GET)), HttpSmokeTest::problems)
                .set(PORT, HttpSmokeTest::port)
                .set(EXPECT_STATUS, HttpSmokeTest::expectStatus)
                .set(EXPECT_BODY, HttpSmokeTest::expectBody)
                .set(EXPECT_WITHIN, HttpSmokeTest::expectWithin)
                .set(TIMEOUT, HttpSmokeTest::timeout)
                .done();
    }
}

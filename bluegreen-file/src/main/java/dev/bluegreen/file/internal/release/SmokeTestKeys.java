package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.FLAG;
import static dev.bluegreen.file.spi.ValueType.NUMBER;
import static dev.bluegreen.file.spi.ValueType.TEXT;
import static dev.bluegreen.file.spi.ValueType.WHOLE;

import dev.bluegreen.check.smoke.HttpSmokeTest;
import dev.bluegreen.check.smoke.LoadSmokeTest;
import dev.bluegreen.check.smoke.LogSmokeTest;
import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.file.internal.fabric8.Fabric8Tests;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The tests of the idle track. */
final class SmokeTestKeys {

    private static final Key<String> GET = Key.of("get", TEXT, "The path to request from each ready pod.");
    private static final Key<String> LOAD = Key.of("load", TEXT, "The path to request at a steady rate.");
    private static final Key<String> LOG =
            Key.of("log", TEXT, "A regular expression that is found in a line of the log of each ready pod.");

    private static final Key<String> PORT = Key.of(
            "port", ValueType.PORT, "The name or number of the port; default the only one that the pods declare.");
    private static final Key<Map<String, String>> HEADERS =
            Key.of("headers", HeaderKeys.TYPE, "Headers of each request; secrets such as Authorization by reference.");
    private static final Key<Integer> EXPECT_STATUS = Key.of("expectStatus", WHOLE, "The status; default any 2xx.");
    private static final Key<String> EXPECT_BODY = Key.of("expectBody", TEXT, "A text that the body contains.");
    private static final Key<Map<String, String>> EXPECT_JSON =
            Key.of("expectJson", ValueType.mapOf(TEXT), "Values of the JSON in the body, by JSON pointer.");
    private static final Key<Map<String, String>> EXPECT_HEADERS =
            Key.of("expectHeaders", ValueType.mapOf(TEXT), "Exact values of headers of the response.");
    private static final Key<Duration> EXPECT_WITHIN =
            Key.of("expectWithin", DURATION, "The longest time to the complete response.");
    private static final Key<Boolean> ON_ONE_POD = Key.of("onOnePod", FLAG, "One ready pod is tested instead of each.");
    private static final Key<Preview> VIA =
            Key.of("via", Fabric8Tests.PREVIEW, "Another way to the idle track than a tunnel to its pods.");
    private static final Key<Duration> TIMEOUT =
            Key.of("timeout", DURATION, "The timeout of one request; default 10s, for load 5s.");
    private static final Key<Duration> WITHIN =
            Key.of("within", DURATION, "How long the line is awaited; default 30s.");

    private static final Key<Integer> COUNT = Key.of("count", WHOLE, "Attempts for each pod, 1 to 1,000.");
    private static final Key<Duration> PAUSE = Key.of("pause", DURATION, "The pause between two attempts.");
    private static final Key<Attempts> ATTEMPTS = Key.of(
            "attempts",
            ValueType.of(Keys.of("Attempts before the test fails.", COUNT, PAUSE)
                    .making(values -> new Attempts(values.get(COUNT), values.get(PAUSE)))),
            "Attempts before the test fails; default 3, 2s apart.");

    private static final Key<Integer> RATE = Key.of("rate", WHOLE, "Requests a second, to all pods together.");
    private static final Key<Duration> LASTING = Key.of("lasting", DURATION, "The time that is judged, up to 1h.");
    private static final Key<Duration> WARM_UP = Key.of("warmUp", DURATION, "The time before that is not judged.");
    private static final Key<Double> FAILURES =
            Key.of("failureRateThreshold", NUMBER, "The percentage of failed requests from which it fails.");
    private static final Key<Double> PERCENT = Key.of("percent", NUMBER, "Share of the requests, such as 99.");
    private static final Key<Duration> MOST = Key.of("within", DURATION, "The longest latency of these.");
    private static final Key<List<Percentile>> PERCENTILES = Key.of(
            "percentiles",
            ValueType.listOf(ValueType.of(Keys.of("A limit of latency.", PERCENT, MOST)
                    .making(values -> new Percentile(values.get(PERCENT), values.get(MOST))))),
            "Latencies that are expected.");

    static final ValueType<SmokeTest> TYPE = ValueType.choice(List.of(
            Keys.of("A request to the idle track.", GET)
                    .allowing(PORT, HEADERS, EXPECT_STATUS, EXPECT_BODY, EXPECT_JSON, EXPECT_HEADERS, EXPECT_WITHIN)
                    .allowing(ON_ONE_POD, VIA, ATTEMPTS, TIMEOUT)
                    .making(SmokeTestKeys::get),
            Keys.of("Requests to the idle track at a steady rate.", LOAD)
                    .allowing(PORT, HEADERS, EXPECT_STATUS, VIA, RATE, LASTING, WARM_UP, TIMEOUT, FAILURES, PERCENTILES)
                    .making(SmokeTestKeys::load),
            Keys.of("A line in the logs of the idle track.", LOG)
                    .allowing(WITHIN, ON_ONE_POD)
                    .making(SmokeTestKeys::log),
            Fabric8Tests.JOB,
            Fabric8Tests.loadBalancer(ProbeKeys.TYPE)));

    private SmokeTestKeys() {}

    private record Attempts(int count, Duration pause) {}

    private record Percentile(double percent, Duration within) {}

    private static SmokeTest get(Values values) {
        return values.begin(SmokeTest.get(values.get(GET)), HttpSmokeTest::problems)
                .set(PORT, HttpSmokeTest::port)
                .entries(HEADERS, HttpSmokeTest::header)
                .set(EXPECT_STATUS, HttpSmokeTest::expectStatus)
                .set(EXPECT_BODY, HttpSmokeTest::expectBody)
                .entries(EXPECT_JSON, HttpSmokeTest::expectJson)
                .entries(EXPECT_HEADERS, HttpSmokeTest::expectHeader)
                .set(EXPECT_WITHIN, HttpSmokeTest::expectWithin)
                .when(ON_ONE_POD, HttpSmokeTest::onOnePod)
                .set(VIA, HttpSmokeTest::via)
                .set(ATTEMPTS, (test, attempts) -> test.attempts(attempts.count(), attempts.pause()))
                .set(TIMEOUT, HttpSmokeTest::timeout)
                .done();
    }

    private static SmokeTest load(Values values) {
        return values.begin(SmokeTest.load(values.get(LOAD)), LoadSmokeTest::problems)
                .set(PORT, LoadSmokeTest::port)
                .entries(HEADERS, LoadSmokeTest::header)
                .set(EXPECT_STATUS, LoadSmokeTest::expectStatus)
                .set(VIA, LoadSmokeTest::via)
                .set(RATE, LoadSmokeTest::rate)
                .set(LASTING, LoadSmokeTest::lasting)
                .set(WARM_UP, LoadSmokeTest::warmUp)
                .set(TIMEOUT, LoadSmokeTest::timeout)
                .set(FAILURES, LoadSmokeTest::failureRateThreshold)
                .each(PERCENTILES, (test, limit) -> test.percentile(limit.percent(), limit.within()))
                .done();
    }

    private static SmokeTest log(Values values) {
        return values.begin(SmokeTest.log(values.get(LOG)), LogSmokeTest::problems)
                .set(WITHIN, LogSmokeTest::within)
                .when(ON_ONE_POD, LogSmokeTest::onOnePod)
                .done();
    }
}

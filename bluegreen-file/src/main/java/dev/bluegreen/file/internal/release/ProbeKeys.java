package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.TEXT;

import dev.bluegreen.check.HttpProbe;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Probes of production traffic. */
final class ProbeKeys {

    private static final Key<URI> GET = Key.of("get", ValueType.ADDRESS, "The public address to request.");
    private static final Key<Map<String, String>> HEADERS =
            Key.of("headers", HeaderKeys.TYPE, "Headers of each request; secrets such as Authorization by reference.");
    private static final Key<Map<String, String>> EXPECT_HEADERS =
            Key.of("expectHeaders", ValueType.mapOf(TEXT), "Exact values of headers of the response.");
    private static final Key<String> EXPECT_BODY = Key.of("expectBody", TEXT, "A text that the body contains.");
    private static final Key<Map<String, String>> EXPECT_JSON =
            Key.of("expectJson", ValueType.mapOf(TEXT), "Values of the JSON in the body, by JSON pointer.");
    private static final Key<Integer> IN_A_ROW =
            Key.of("inARow", ValueType.WHOLE, "Consecutive matching responses required; default 10.");
    private static final Key<String> LOG = Key.of(
            "log", TEXT, "A regular expression that is found in a line that the new track logs after the switch.");

    static final ValueType<TrafficProbe> TYPE = ValueType.choice(List.of(
                    Keys.of("Requests to the public address, over new connections.", GET)
                            .allowing(HEADERS, EXPECT_HEADERS, EXPECT_BODY, EXPECT_JSON, IN_A_ROW)
                            .making(ProbeKeys::get),
                    Keys.of("A line in the logs of the new track.", LOG)
                            .making(values -> values.begin(TrafficProbe.log(values.get(LOG)), TrafficProbe::problems)
                                    .done())))
            .named("trafficProbe");

    private ProbeKeys() {}

    private static TrafficProbe get(Values values) {
        return values.begin(TrafficProbe.get(values.get(GET)), HttpProbe::problems)
                .entries(HEADERS, HttpProbe::header)
                .entries(EXPECT_HEADERS, HttpProbe::expectHeader)
                .set(EXPECT_BODY, HttpProbe::expectBody)
                .entries(EXPECT_JSON, HttpProbe::expectJson)
                .set(IN_A_ROW, HttpProbe::inARow)
                .done();
    }
}

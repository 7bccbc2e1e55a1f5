package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.internal.release.LimitKeys.ABOVE;
import static dev.bluegreen.file.internal.release.LimitKeys.BEFORE;
import static dev.bluegreen.file.internal.release.LimitKeys.BELOW;
import static dev.bluegreen.file.internal.release.LimitKeys.BURNING;
import static dev.bluegreen.file.internal.release.LimitKeys.NEW_AGAINST_OLD;
import static dev.bluegreen.file.spi.ValueType.TEXT;
import static dev.bluegreen.file.spi.ValueType.WHOLE;

import dev.bluegreen.check.slo.HttpSlo;
import dev.bluegreen.check.slo.JsonStore;
import dev.bluegreen.check.slo.Prometheus;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.file.internal.aws.CloudWatchKeys;
import dev.bluegreen.file.internal.aws.SigV4Keys;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The objectives of a bake. */
final class ObjectiveKeys {

    private static final Key<URI> PROMETHEUS =
            Key.of("prometheus", ValueType.ADDRESS, "The base address of a Prometheus server, without /api/v1/query.");
    private static final Key<String> QUERY =
            Key.of("query", TEXT, "PromQL that returns one number; $window stands for the window, such as 300s.");
    private static final Key<Map<String, String>> HEADERS =
            Key.of("headers", HeaderKeys.TYPE, "Headers of each request; secrets such as Authorization by reference.");

    private static final Key<URI> JSON =
            Key.of("json", ValueType.ADDRESS, "The complete request address of a store that responds in JSON.");
    private static final Key<String> NUMBER =
            Key.of("number", TEXT, "JSON pointer to the number in the response; -1 is the last element of an array.");
    private static final Key<String> POST = Key.of("post", TEXT, "A JSON body to send by POST; default GET.");
    private static final Key<String> ERROR_AT =
            Key.of("errorAt", TEXT, "JSON pointer to a value that means that the store refuses the query.");
    private static final Key<Map<String, String>> NO_DATA_WHEN =
            Key.of("noDataWhen", ValueType.mapOf(TEXT), "Values that mean no data, by JSON pointer.");
    private static final Key<Integer> NO_DATA_ON = Key.of("noDataOn", WHOLE, "A status that means no data.");

    private static final Key<URI> HTTP =
            Key.of("http", ValueType.ADDRESS, "The address to call; bad from 1 % failures of the last 100 calls.");
    private static final Key<Double> FAILURES =
            Key.of("failureRateThreshold", ValueType.NUMBER, "The percentage of failed calls from which it is bad.");
    private static final Key<Duration> LONGER_THAN =
            Key.of("longerThan", ValueType.DURATION, "The longest duration of a call that is not slow.");
    private static final Key<Double> PERCENT =
            Key.of("percent", ValueType.NUMBER, "The percentage of slow calls from which it is bad.");
    private static final Key<SlowCalls> SLOW_CALLS = Key.of(
            "slowCalls",
            ValueType.of(Keys.of("Slow calls.", LONGER_THAN, PERCENT)
                    .making(values -> new SlowCalls(values.get(LONGER_THAN), values.get(PERCENT)))),
            "The share of slow calls from which it is bad, too.");
    private static final Key<Integer> WINDOW = Key.of("window", WHOLE, "The number of last calls that are judged.");
    private static final Key<Integer> PER_CHECK = Key.of("perCheck", WHOLE, "Calls per check, 1 to 1000.");
    private static final Key<Calls> CALLS = Key.of(
            "calls",
            ValueType.of(Keys.of("Numbers of calls.", WINDOW, PER_CHECK)
                    .making(values -> new Calls(values.get(WINDOW), values.get(PER_CHECK)))),
            "How many calls are made and judged; default 100, 10 per check.");
    private static final Key<List<Integer>> ACCEPTING =
            Key.of("accepting", ValueType.listOf(WHOLE), "Statuses besides 2xx that count as success, 300 to 599.");

    private static final Key<Integer> POD_HEALTH =
            Key.of("podHealth", WHOLE, "Restarts of all pods of the active track that are tolerated, 0 or more.");

    static final ValueType<Slo> TYPE = ValueType.choice(List.of(
            LimitKeys.withCommon(Keys.of("A query to Prometheus, with one limit.", PROMETHEUS, QUERY)
                            .allowing(HEADERS, SigV4Keys.SIG_V4, BELOW, ABOVE, BURNING, BEFORE, NEW_AGAINST_OLD))
                    .making(values -> LimitKeys.common(prometheus(values), values)),
            LimitKeys.withCommon(Keys.of("A query to a store that responds in JSON, with one limit.", JSON, NUMBER)
                            .allowing(HEADERS, POST, ERROR_AT, NO_DATA_WHEN, NO_DATA_ON)
                            .allowing(BELOW, ABOVE, BURNING, BEFORE))
                    .making(values -> LimitKeys.common(json(values), values)),
            LimitKeys.withCommon(Keys.of("Calls of an address.", HTTP).allowing(FAILURES, SLOW_CALLS, CALLS, ACCEPTING))
                    .making(values -> LimitKeys.common(http(values), values)),
            LimitKeys.withCommon(Keys.of("The watched pods of the active track.", POD_HEALTH))
                    .making(values -> LimitKeys.common(Slo.podHealth().tolerating(values.get(POD_HEALTH)), values)),
            LimitKeys.withCommon(CloudWatchKeys.ALARM)
                    .making(values -> LimitKeys.common(CloudWatchKeys.alarm(values), values)),
            LimitKeys.withCommon(CloudWatchKeys.METRIC.allowing(BELOW, ABOVE))
                    .making(values -> LimitKeys.common(cloudWatch(values), values)),
            LimitKeys.withCommon(CloudWatchKeys.EXPRESSION.allowing(BELOW, ABOVE))
                    .making(values -> LimitKeys.common(cloudWatch(values), values))));

    private ObjectiveKeys() {}

    private record SlowCalls(Duration longerThan, double percent) {}

    private record Calls(int window, int perCheck) {}

    private static Slo prometheus(Values values) {
        Prometheus store = values.begin(Slo.prometheus(values.get(PROMETHEUS)))
                .entries(HEADERS, Prometheus::header)
                .set(SigV4Keys.SIG_V4, Prometheus::signedBy)
                .done();
        String query = values.get(QUERY);
        if (values.only(BELOW, ABOVE, BURNING, BEFORE, NEW_AGAINST_OLD).equals(NEW_AGAINST_OLD)) {
            return values.get(NEW_AGAINST_OLD).apply(store.perTrack(query));
        }
        return LimitKeys.limited(store.query(query), values);
    }

    private static Slo json(Values values) {
        JsonStore store = values.begin(Slo.json(values.get(JSON)))
                .entries(HEADERS, JsonStore::header)
                .set(POST, JsonStore::post)
                .set(ERROR_AT, JsonStore::errorAt)
                .entries(NO_DATA_WHEN, JsonStore::noDataWhen)
                .set(NO_DATA_ON, JsonStore::noDataOn)
                .done();
        return LimitKeys.limited(store.number(values.get(NUMBER)), values);
    }

    private static Slo http(Values values) {
        return values.begin(Slo.http(values.get(HTTP)))
                .set(FAILURES, HttpSlo::failureRateThreshold)
                .set(SLOW_CALLS, (slo, slow) -> slo.slowCalls(slow.longerThan(), slow.percent()))
                .set(CALLS, (slo, calls) -> slo.calls(calls.window(), calls.perCheck()))
                .each(ACCEPTING, HttpSlo::accepting)
                .done();
    }

    private static Slo cloudWatch(Values values) {
        return values.only(BELOW, ABOVE).equals(BELOW)
                ? CloudWatchKeys.below(values, values.get(BELOW))
                : CloudWatchKeys.above(values, values.get(ABOVE));
    }
}

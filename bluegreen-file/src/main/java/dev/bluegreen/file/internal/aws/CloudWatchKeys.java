package dev.bluegreen.file.internal.aws;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.TEXT;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.cloudwatch.AlarmSlo;
import dev.bluegreen.aws.cloudwatch.MetricSlo;
import dev.bluegreen.aws.cloudwatch.MissingData;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Objectives judged by CloudWatch. */
public final class CloudWatchKeys {

    private static final Key<String> ALARM_NAME =
            Key.of("cloudWatchAlarm", TEXT, "The name or ARN of a metric alarm or composite alarm.");
    private static final Key<Missing> MISSING_DATA = Key.of(
            "missingData",
            ValueType.constant(List.of(Missing.values())),
            "What no data means; default missing: onNoData decides at the end of the bake.");

    private static final Key<String> METRIC_NAME = Key.of("cloudWatchMetric", TEXT, "The name of a metric.");
    private static final Key<String> NAMESPACE =
            Key.of("metricNamespace", TEXT, "The namespace of the metric, such as AWS/ApplicationELB.");
    private static final Key<Map<String, String>> DIMENSIONS =
            Key.of("dimensions", ValueType.mapOf(TEXT), "Only the series with these dimensions.");
    private static final Key<String> STATISTIC =
            Key.of("statistic", TEXT, "The statistic, such as Sum or p99; default average.");
    private static final Key<Duration> PERIOD = Key.of("period", DURATION, "The period of one value; default 1m.");
    private static final Key<Duration> LOOK_BACK =
            Key.of("lookBack", DURATION, "How far back to look for the latest value; default 5m.");
    private static final Key<Duration> LAG =
            Key.of("lag", DURATION, "The least age of a period before its value is judged; default 1m.");

    private static final Key<String> MATH = Key.of(
            "cloudWatchExpression",
            TEXT,
            "Metric math or Metrics Insights that gives one series, by the ids in using.");
    private static final Key<Map<String, Part>> USING = Key.of(
            "using",
            ValueType.mapOf(ValueType.choice(List.of(
                    Keys.of("A metric.", METRIC_NAME, NAMESPACE)
                            .allowing(DIMENSIONS, STATISTIC, PERIOD)
                            .making(values -> new Part(values)),
                    Keys.of("Another expression.", MATH).allowing(PERIOD).making(values -> new Part(values))))),
            "What the ids of the expression stand for: metrics, and other expressions of these ids.");

    /** An alarm. */
    public static final Keys.Declared ALARM =
            Keys.of("An alarm of CloudWatch.", ALARM_NAME, AwsParts.REGION).allowing(MISSING_DATA);

    /** A metric, without its limit. */
    public static final Keys.Declared METRIC = Keys.of(
                    "A metric of CloudWatch, with one limit.", METRIC_NAME, NAMESPACE, AwsParts.REGION)
            .allowing(DIMENSIONS, STATISTIC, PERIOD, LOOK_BACK, LAG, MISSING_DATA);

    /** An expression, without its limit. */
    public static final Keys.Declared EXPRESSION = Keys.of(
                    "An expression of CloudWatch, with one limit.", MATH, AwsParts.REGION)
            .allowing(USING, PERIOD, LOOK_BACK, LAG, MISSING_DATA);

    private CloudWatchKeys() {}

    /** What an id stands for: its queries are made with the account and the region of the whole. */
    private record Part(Values values) {}

    /** The constants of {@link MissingData}, which may not be on the class path. */
    private enum Missing {
        MISSING,
        NOT_BREACHING,
        BREACHING
    }

    /** The objective that an alarm is. */
    public static Slo alarm(Values values) {
        AwsParts.requireModule();
        return values.begin(AlarmSlo.of(AwsClients.aws(values), AwsClients.cloudWatch(values), values.get(ALARM_NAME)))
                .set(MISSING_DATA, (slo, meaning) -> slo.treatMissingData(MissingData.valueOf(meaning.name())))
                .done();
    }

    /** A metric or expression below a limit. */
    public static Slo below(Values values, double limit) {
        AwsParts.requireModule();
        return limited(values, question -> question.below(limit));
    }

    /** A metric or expression above a limit. */
    public static Slo above(Values values, double limit) {
        AwsParts.requireModule();
        return limited(values, question -> question.above(limit));
    }

    private static Slo limited(Values values, Function<MetricSlo.Question, MetricSlo> limit) {
        MetricSlo.Question question = values.begin(question(values, values))
                .entries(USING, (whole, id, part) -> whole.using(id, question(part.values(), values)))
                .set(LOOK_BACK, MetricSlo.Question::within)
                .set(LAG, MetricSlo.Question::lag)
                .done();
        return values.begin(limit.apply(question))
                .set(MISSING_DATA, (slo, meaning) -> slo.treatMissingData(MissingData.valueOf(meaning.name())))
                .done();
    }

    /** @param whole with account and region */
    private static MetricSlo.Question question(Values values, Values whole) {
        Aws aws = AwsClients.aws(whole);
        CloudWatchClient client = AwsClients.cloudWatch(whole);
        MetricSlo.Question asked = values.has(MATH)
                ? MetricSlo.expression(aws, client, values.get(MATH))
                : MetricSlo.metric(aws, client, values.get(NAMESPACE), values.get(METRIC_NAME));
        return values.begin(asked)
                .entries(DIMENSIONS, MetricSlo.Question::dimension)
                .set(STATISTIC, MetricSlo.Question::statistic)
                .set(PERIOD, MetricSlo.Question::period)
                .done();
    }
}

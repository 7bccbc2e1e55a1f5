package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.check.Slo;
import dev.bluegreen.check.SloContext;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * An objective judged by a CloudWatch metric, or a metric math or Metrics Insights expression: by its latest value in a
 * window. Without a value it is no data: CloudWatch has none for a metric that nobody wrote to, such as the errors of a
 * service that has no errors. Needs {@code cloudwatch:GetMetricData}. Immutable and thread-safe; the client stays the
 * caller's.
 */
public final class MetricSlo implements Slo {

    private static final AwsCall CALL = AwsCall.read("cloudwatch:GetMetricData", "*");
    private static final String ID = "asked";
    private static final int MINUTE = 60;

    private final Aws aws;
    private final CloudWatchClient client;
    private final MetricDataQuery query;
    private final Duration window;
    private final String bound;
    private final DoublePredicate isGood;

    private MetricSlo(
            Aws aws,
            CloudWatchClient client,
            MetricDataQuery query,
            Duration window,
            String bound,
            DoublePredicate isGood) {
        this.aws = aws;
        this.client = client;
        this.query = query;
        this.window = window;
        this.bound = bound;
        this.isGood = isGood;
    }

    /** A metric by namespace and name, as the average of a minute unless set. */
    public static Question metric(Aws aws, CloudWatchClient client, String namespace, String name) {
        Metric metric = Metric.builder().namespace(namespace).metricName(name).build();
        MetricStat stat = MetricStat.builder()
                .metric(metric)
                .stat("Average")
                .period(MINUTE)
                .build();
        return new Question(aws, client, MetricDataQuery.builder().metricStat(stat), Duration.ofMinutes(5));
    }

    /** A metric math or Metrics Insights expression that gives one series, by the minute. */
    public static Question expression(Aws aws, CloudWatchClient client, String expression) {
        return new Question(
                aws, client, MetricDataQuery.builder().expression(expression).period(MINUTE), Duration.ofMinutes(5));
    }

    /** @throws dev.bluegreen.model.PlatformException if CloudWatch does not answer: counts as {@code STORE_DOWN} */
    @Override
    public Result check(SloContext asked) {
        Instant now = asked.now();
        GetMetricDataResponse found = aws.call(
                CALL,
                () -> client.getMetricData(request -> request.metricDataQueries(query)
                        .startTime(now.minus(window))
                        .endTime(now)
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING)));
        return found.metricDataResults().stream()
                .filter(result -> result.id().equals(ID))
                .findFirst()
                .map(this::judged)
                .orElseGet(() -> new Result(Verdict.NO_DATA, this + " gave no series"));
    }

    @Override
    public List<Permission> permissions() {
        return List.of(CALL.permission());
    }

    @Override
    public String toString() {
        return query.label() + " " + bound;
    }

    private Result judged(MetricDataResult result) {
        if (result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN) {
            return new Result(Verdict.STORE_DOWN, this + ": CloudWatch answered " + result.statusCodeAsString());
        }
        if (result.values().isEmpty()) {
            return new Result(Verdict.NO_DATA, this + " has no value in the last " + window.toSeconds() + " s");
        }
        double latest = result.values().get(0);
        return new Result(
                isGood.test(latest) ? Verdict.GOOD : Verdict.BAD,
                this + ": it is " + latest + " at " + result.timestamps().get(0));
    }

    /** What is asked for; {@link #below} or {@link #above} makes an objective of it. Immutable. */
    public static final class Question {

        private final Aws aws;
        private final CloudWatchClient client;
        private final MetricDataQuery query;
        private final Duration window;

        private Question(Aws aws, CloudWatchClient client, MetricDataQuery.Builder query, Duration window) {
            this(aws, client, query.id(ID).returnData(true).build(), window);
        }

        private Question(Aws aws, CloudWatchClient client, MetricDataQuery query, Duration window) {
            this.aws = aws;
            this.client = client;
            this.query = query;
            this.window = window;
        }

        /**
         * Only the series with this dimension, such as {@code TargetGroup}.
         *
         * @throws ConfigurationException for an expression, which names its dimensions itself
         */
        public Question dimension(String name, String value) {
            List<Dimension> all = new ArrayList<>(stat("dimension").metric().dimensions());
            all.add(Dimension.builder().name(name).value(value).build());
            MetricStat changed = stat("dimension").toBuilder()
                    .metric(stat("dimension").metric().toBuilder()
                            .dimensions(all)
                            .build())
                    .build();
            return with(query.toBuilder().metricStat(changed).build());
        }

        /**
         * Another statistic than the average: {@code Sum}, {@code p99}, ...
         *
         * @throws ConfigurationException for an expression
         */
        public Question statistic(String statistic) {
            MetricStat changed = stat("statistic").toBuilder().stat(statistic).build();
            return with(query.toBuilder().metricStat(changed).build());
        }

        /**
         * How far back to look for the latest value; 5 minutes unless set, as values come minutes late.
         *
         * @throws ConfigurationException if it is less than a minute
         */
        public Question within(Duration time) {
            if (time.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new ConfigurationException("within: " + time + " is less than the minute a value is for");
            }
            return new Question(aws, client, query, time);
        }

        /** Good while the latest value is below this. */
        public MetricSlo below(double limit) {
            return new MetricSlo(aws, client, labelled(), window, "below " + limit, value -> value < limit);
        }

        /** Good while the latest value is above this. */
        public MetricSlo above(double limit) {
            return new MetricSlo(aws, client, labelled(), window, "above " + limit, value -> value > limit);
        }

        private MetricDataQuery labelled() {
            MetricStat stat = query.metricStat();
            String label = stat == null
                    ? query.expression()
                    : stat.stat() + " of " + stat.metric().namespace() + " "
                            + stat.metric().metricName();
            return query.toBuilder().label(label).build();
        }

        private MetricStat stat(String asked) {
            MetricStat stat = query.metricStat();
            if (stat == null) {
                throw new ConfigurationException(
                        asked + ": an expression says that itself; write it into '" + query.expression() + "'");
            }
            return stat;
        }

        private Question with(MetricDataQuery changed) {
            return new Question(aws, client, changed, window);
        }
    }
}

package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * An objective judged by a CloudWatch metric, or by a metric math or Metrics Insights expression: by its latest value in a
 * window, of complete periods only. No value means no data unless {@link #treatMissingData} says otherwise: CloudWatch has
 * no value for a metric that was not written, such as the error count of a service without errors. Also read once before
 * traffic moves. Requires {@code cloudwatch:GetMetricData}. Immutable and thread-safe; the client stays the caller's.
 */
public final class MetricSlo implements Slo {

    private static final AwsCall CALL = AwsCall.read("cloudwatch:GetMetricData", "*");
    private static final int LONGEST = 80;

    /** A number fits on one page; a busy CloudWatch may send more, and this many only if it never ends. */
    private static final int MOST_PAGES = 20;

    private final Question question;
    private final Threshold threshold;
    private final MissingData missing;

    private MetricSlo(Question question, Threshold threshold, MissingData missing) {
        this.question = question;
        this.threshold = threshold;
        this.missing = missing;
    }

    /**
     * A metric by namespace and name; by default its average over a minute.
     *
     * @throws ConfigurationException if either is blank or too long
     */
    public static Question metric(Aws aws, CloudWatchClient client, String namespace, String name) {
        return question(aws, client, MetricQueries.metric(namespace, name));
    }

    /**
     * A metric math or Metrics Insights expression that returns one series, by the minute. Ids in metric math are defined
     * with {@link Question#using}: {@code expression(aws, client, "100 * errors / requests").using("errors",
     * metric(...)).using("requests", metric(...))}.
     *
     * @throws ConfigurationException if it is blank or longer than 2,048 characters
     */
    public static Question expression(Aws aws, CloudWatchClient client, String expression) {
        return question(aws, client, MetricQueries.expression(expression));
    }

    private static Question question(Aws aws, CloudWatchClient client, MetricQueries queries) {
        return new Question(
                Input.given("metric.aws", aws, "give an Aws, such as Aws.alone()"),
                Input.given("metric.client", client, "give a CloudWatchClient"),
                queries,
                MetricTimes.USUAL);
    }

    /**
     * A copy with another meaning of an empty window; default {@link MissingData#MISSING}.
     *
     * @throws ConfigurationException if it is null
     */
    public MetricSlo treatMissingData(MissingData meaning) {
        return new MetricSlo(
                question, threshold, Input.given("treatMissingData", meaning, "give one such as MissingData.MISSING"));
    }

    @Override
    public String name() {
        String label = question.queries.label();
        return (label.length() <= LONGEST ? label : label.substring(0, LONGEST) + "...") + " " + threshold;
    }

    @Override
    public Optional<Declared> declared() {
        return Optional.of(new Declared(
                "cloudwatch metric", question.text() + "; " + missing, threshold.limit(), threshold.above()));
    }

    /** @throws ConfigurationException if it is not a finite number */
    @Override
    public MetricSlo limitedTo(double limit) {
        return new MetricSlo(question, new Threshold(limit, threshold.above()), missing);
    }

    /** @throws PlatformException if CloudWatch does not respond: counts as {@code STORE_DOWN} */
    @Override
    public Result check(SloContext context) {
        return objective().check(() -> judged(context.now()));
    }

    @Override
    public List<Finding> preflight(Instant now, Duration watched) {
        return Stream.concat(preflight(now).stream(), question.times.risk(objective(), watched).stream())
                .toList();
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return objective()
                .preflight(() -> Objective.before(
                        judged(now),
                        Severity.WARNING,
                        "wait until it holds",
                        "check namespace, name, dimensions and region"));
    }

    private Objective objective() {
        return new Objective(name());
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return List.of(CALL.permission());
    }

    @Override
    public String toString() {
        return name();
    }

    private Result judged(Instant now) {
        List<MetricDataResult> series = question.ask(now);
        if (series.size() > 1) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "it gives " + series.size() + " series, not one number; aggregate them, as with SUM(...)");
        }
        return series.isEmpty() ? none() : judged(series.get(0));
    }

    private Result judged(MetricDataResult result) {
        boolean whole =
                result.statusCode() == StatusCode.COMPLETE || !result.values().isEmpty();
        if (result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN || !whole) {
            return new Result(Verdict.STORE_DOWN, this + ": CloudWatch answered " + result.statusCodeAsString());
        }
        return result.values().isEmpty()
                ? none()
                : judged(result.values().get(0), result.timestamps().get(0));
    }

    private Result judged(double value, Instant at) {
        if (!Double.isFinite(value)) {
            return new Result(Verdict.NO_DATA, this + ": it is " + value + ", which is not a number to judge");
        }
        return new Result(
                threshold.holds(value) ? Verdict.GOOD : Verdict.BAD,
                this + ": it is " + value + " for the " + Wording.of(question.times.period()) + " from " + at,
                Optional.of(threshold.reading(value)));
    }

    private Result none() {
        String meaning = switch (missing) {
            case MISSING -> "";
            case NOT_BREACHING -> ", which counts as good";
            case BREACHING -> ", which counts as bad";
        };
        return new Result(
                missing.verdict(),
                this + " has no value in the " + Wording.of(question.times.window()) + " before the period under way"
                        + meaning);
    }

    /** A metric or expression; {@link #below} or {@link #above} makes an objective of it. Immutable. */
    public static final class Question {

        private final Aws aws;
        private final CloudWatchClient client;
        private final MetricQueries queries;
        private final MetricTimes times;

        private Question(Aws aws, CloudWatchClient client, MetricQueries queries, MetricTimes times) {
            this.aws = aws;
            this.client = client;
            this.queries = queries;
            this.times = times;
        }

        /**
         * Only the series with this dimension, such as {@code TargetGroup}. For a load balancer or target group the ARN is
         * accepted, too.
         *
         * @throws ConfigurationException for an expression, which names its dimensions itself
         */
        public Question dimension(String name, String value) {
            return new Question(aws, client, queries.dimension(name, value), times);
        }

        /**
         * Sets the statistic; default average. Examples: {@code Sum}, {@code p99}, ...
         *
         * @throws ConfigurationException for an expression
         */
        public Question statistic(String statistic) {
            return new Question(aws, client, queries.statistic(statistic), times);
        }

        /**
         * Defines an id of a metric math expression: a metric, or another expression with the ids it uses.
         *
         * @param id begins with a lower-case letter, then letters, digits and '_'
         * @throws ConfigurationException if the id is invalid or given twice, or this is a metric
         */
        public Question using(String id, Question meaning) {
            Input.given("using", meaning, "give a metric or an expression for the id");
            return new Question(aws, client, queries.using(id, meaning.queries.with(meaning.times.period())), times);
        }

        /**
         * How far back to look for the latest value; default 5 minutes, as values arrive minutes late.
         *
         * @throws ConfigurationException if it is less than a period
         */
        public Question within(Duration time) {
            return new Question(aws, client, queries, new MetricTimes(times.period(), time, times.lag()));
        }

        /**
         * Period of one value; default one minute.
         *
         * @throws ConfigurationException unless it is whole minutes, or 1, 5, 10, 20 or 30 s
         */
        public Question period(Duration time) {
            Input.requirePositive("period", time);
            Duration window = times.window().compareTo(time) < 0 ? time : times.window();
            return new Question(aws, client, queries, new MetricTimes(time, window, times.lag()));
        }

        /**
         * Minimum age of a period before its value is judged; default one minute. Some services publish late, and a value read
         * too early lacks some samples.
         *
         * @throws ConfigurationException if it is negative
         */
        public Question lag(Duration time) {
            return new Question(aws, client, queries, new MetricTimes(times.period(), times.window(), time));
        }

        /**
         * Good while the latest value is below this.
         *
         * @throws ConfigurationException if it is not a finite number
         */
        public MetricSlo below(double limit) {
            return new MetricSlo(this, new Threshold(limit, false), MissingData.MISSING);
        }

        /**
         * Good while the latest value is above this.
         *
         * @throws ConfigurationException if it is not a finite number
         */
        public MetricSlo above(double limit) {
            return new MetricSlo(this, new Threshold(limit, true), MissingData.MISSING);
        }

        private String text() {
            return queries.with(times.period()).text() + "; within " + times.window() + ", lag " + times.lag() + " in "
                    + client.serviceClientConfiguration().region();
        }

        /** The resulting series, latest value first. A page of the response may hold a part of a series, or nothing. */
        private List<MetricDataResult> ask(Instant now) {
            Map<String, MetricDataResult> series = new LinkedHashMap<>();
            aws
                    .call(
                            CALL,
                            () -> client
                                    .getMetricDataPaginator(request -> request.metricDataQueries(
                                                    queries.with(times.period()).all())
                                            .startTime(times.start(now))
                                            .endTime(times.end(now))
                                            .scanBy(ScanBy.TIMESTAMP_DESCENDING))
                                    .stream()
                                    .limit(MOST_PAGES)
                                    .toList())
                    .stream()
                    .flatMap(page -> page.metricDataResults().stream())
                    .filter(result -> result.id().equals(MetricQueries.RESULT))
                    .forEach(result -> series.merge(String.valueOf(result.label()), result, Question::latest));
            return List.copyOf(series.values());
        }

        /** The first page with a value has the latest; if none has, the last page has the final status. */
        private static MetricDataResult latest(MetricDataResult earlier, MetricDataResult later) {
            return earlier.values().isEmpty() ? later : earlier;
        }
    }
}

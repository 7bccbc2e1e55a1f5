package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * The queries of one request: the one whose result is returned, and those it refers to.
 *
 * @param result the query whose result is returned, under the id {@link #RESULT}
 */
record MetricQueries(MetricDataQuery result, List<MetricDataQuery> others) {

    static final String RESULT = "bluegreen";

    /** Pattern of {@code MetricDataQuery.Id} in the API. */
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");

    /** Statistics by name, by percentile, or by a range of percentiles or values ("CloudWatch statistics definitions"). */
    private static final Pattern STATISTIC = Pattern.compile(
            "SampleCount|Sum|Average|Minimum|Maximum|IQM"
                    + "|(?:p|tm|wm|tc|ts)(?:100|\\d{1,2})(?:\\.\\d{1,10})?|(?:TM|WM|PR|TC|TS)\\([0-9.%]{0,20}:[0-9.%]{0,20}\\)");

    private static final Pattern LINES = Pattern.compile("[\r\n\t]");

    /** Limits of {@code Metric}, {@code Dimension} and {@code MetricDataQuery.Expression} in the API. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_VALUE = 1_024;
    private static final int LONGEST_EXPRESSION = 2_048;

    /** Dimensions whose values are the end of an ARN: after {@code loadbalancer/}, or from {@code targetgroup/} on. */
    private static final Set<String> OF_LOAD_BALANCERS = Set.of("LoadBalancer", "TargetGroup");

    MetricQueries {
        others = List.copyOf(others);
    }

    static MetricQueries metric(String namespace, String name) {
        Input.requireText("metric.namespace", namespace, LONGEST_NAME);
        Input.requireText("metric.name", name, LONGEST_NAME);
        MetricStat stat = MetricStat.builder()
                .metric(Metric.builder().namespace(namespace).metricName(name).build())
                .stat("Average")
                .build();
        return new MetricQueries(query().metricStat(stat).build(), List.of());
    }

    static MetricQueries expression(String expression) {
        Input.given("expression", expression, "give metric math such as '100 * errors / requests'");
        boolean fits = expression.length() <= LONGEST_EXPRESSION
                && !expression.isBlank()
                && Input.text("expression", LINES.matcher(expression).replaceAll(" "), LONGEST_EXPRESSION)
                        .isEmpty();
        if (!fits) {
            throw new ConfigurationException("expression: " + Wording.quoted(expression) + "; give 1 to "
                    + LONGEST_EXPRESSION + " characters of metric math, such as '100 * errors / requests'");
        }
        return new MetricQueries(query().expression(expression).build(), List.of());
    }

    private static MetricDataQuery.Builder query() {
        return MetricDataQuery.builder().id(RESULT).returnData(true);
    }

    MetricQueries dimension(String name, String value) {
        Input.requireText("dimension.name", name, LONGEST_NAME);
        Input.requireText("dimension.value", value, LONGEST_VALUE);
        MetricStat stat = stat("dimension");
        List<Dimension> all = new ArrayList<>(stat.metric().dimensions());
        all.add(Dimension.builder().name(name).value(known(name, value)).build());
        Metric metric = stat.metric().toBuilder().dimensions(all).build();
        return with(stat.toBuilder().metric(metric).build());
    }

    /** The dimension's value for an ARN ("CloudWatch metrics for your Application Load Balancer", Dimensions). */
    private static String known(String name, String value) {
        if (!value.startsWith("arn:") || !OF_LOAD_BALANCERS.contains(name)) {
            return value;
        }
        String resource = value.substring(value.lastIndexOf(':') + 1);
        return resource.startsWith("loadbalancer/") ? resource.substring("loadbalancer/".length()) : resource;
    }

    MetricQueries statistic(String statistic) {
        if (statistic == null || !STATISTIC.matcher(statistic).matches()) {
            throw new ConfigurationException("statistic: " + Wording.quoted(statistic)
                    + " is not a CloudWatch statistic; give one such as Sum, p99, tm90 or TM(10%:90%)");
        }
        return with(stat("statistic").toBuilder().stat(statistic).build());
    }

    MetricQueries using(String id, MetricQueries meaning) {
        if (result.metricStat() != null) {
            throw new ConfigurationException("using: " + Wording.quoted(id)
                    + " is for an expression, and this is a metric; give it to" + " MetricSlo.expression(...)");
        }
        if (id == null || !ID.matcher(id).matches() || id.equals(RESULT)) {
            throw new ConfigurationException(
                    "using: " + Wording.quoted(id) + " is not an id; begin it with a lower-case letter, then letters,"
                            + " digits and '_', and do not use '" + RESULT + "'");
        }
        MetricDataQuery named =
                meaning.result.toBuilder().id(id).returnData(false).build();
        List<MetricDataQuery> all = new ArrayList<>(others);
        Stream.concat(Stream.of(named), meaning.others.stream()).forEach(more -> add(all, more));
        return new MetricQueries(result, all);
    }

    private static void add(List<MetricDataQuery> all, MetricDataQuery more) {
        if (all.contains(more)) {
            return;
        }
        if (all.stream().anyMatch(other -> other.id().equals(more.id()))) {
            throw new ConfigurationException("using: '" + more.id() + "' is given twice; give each id once");
        }
        all.add(more);
    }

    /** A copy with this period for the result. */
    MetricQueries with(Duration period) {
        int seconds = Math.toIntExact(period.toSeconds());
        return result.metricStat() == null
                ? new MetricQueries(result.toBuilder().period(seconds).build(), others)
                : with(result.metricStat().toBuilder().period(seconds).build());
    }

    List<MetricDataQuery> all() {
        return Stream.concat(Stream.of(result), others.stream()).toList();
    }

    /** Everything that is asked, to tell whether another one asks the same. */
    String text() {
        return all().stream().map(MetricQueries::text).collect(Collectors.joining("; "));
    }

    private static String text(MetricDataQuery query) {
        MetricStat stat = query.metricStat();
        if (stat == null) {
            return query.id() + " = " + query.expression() + " per " + query.period();
        }
        String dimensions = stat.metric().dimensions().stream()
                .map(dimension -> dimension.name() + "=" + dimension.value())
                .collect(Collectors.joining(", "));
        return query.id() + " = " + stat.stat() + " of " + stat.metric().namespace() + " "
                + stat.metric().metricName() + " [" + dimensions + "] per " + stat.period();
    }

    /** A label of the query, for messages. */
    String label() {
        MetricStat stat = result.metricStat();
        return stat == null
                ? result.expression()
                : stat.stat() + " of " + stat.metric().namespace() + " "
                        + stat.metric().metricName();
    }

    private MetricStat stat(String field) {
        MetricStat stat = result.metricStat();
        if (stat == null) {
            throw new ConfigurationException(field + ": an expression has none; set it on the metrics that"
                    + " using(...) names, or write it into '" + result.expression() + "'");
        }
        return stat;
    }

    private MetricQueries with(MetricStat changed) {
        return new MetricQueries(result.toBuilder().metricStat(changed).build(), others);
    }
}

package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.model.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * The queries of one request, of which one is answered and the others are what it uses.
 *
 * @param asked the one that is answered, under the id {@link #ASKED}
 * @param others what the ids in it stand for
 */
record MetricQueries(MetricDataQuery asked, List<MetricDataQuery> others) {

    static final String ASKED = "asked";

    /** As the API has it: {@code MetricDataQuery.Id}. */
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");

    /** Dimensions whose values are the end of an ARN: what follows {@code loadbalancer/}, or all from {@code targetgroup/}. */
    private static final Set<String> OF_LOAD_BALANCERS = Set.of("LoadBalancer", "TargetGroup");

    MetricQueries {
        others = List.copyOf(others);
    }

    static MetricQueries metric(String namespace, String name) {
        MetricStat stat = MetricStat.builder()
                .metric(Metric.builder().namespace(namespace).metricName(name).build())
                .stat("Average")
                .build();
        return new MetricQueries(query().metricStat(stat).build(), List.of());
    }

    static MetricQueries expression(String expression) {
        if (expression.isBlank()) {
            throw new ConfigurationException(
                    "expression: it is blank; give metric math such as '100 * errors / requests'");
        }
        return new MetricQueries(query().expression(expression).build(), List.of());
    }

    private static MetricDataQuery.Builder query() {
        return MetricDataQuery.builder().id(ASKED).returnData(true);
    }

    MetricQueries dimension(String name, String value) {
        MetricStat stat = stat("dimension");
        List<Dimension> all = new ArrayList<>(stat.metric().dimensions());
        all.add(Dimension.builder().name(name).value(known(name, value)).build());
        Metric metric = stat.metric().toBuilder().dimensions(all).build();
        return with(stat.toBuilder().metric(metric).build());
    }

    /** Source: "Dimensions" of "CloudWatch metrics for your Application Load Balancer" in AWS's guide. */
    private static String known(String name, String value) {
        if (!value.startsWith("arn:") || !OF_LOAD_BALANCERS.contains(name)) {
            return value;
        }
        String resource = value.substring(value.lastIndexOf(':') + 1);
        return resource.startsWith("loadbalancer/") ? resource.substring("loadbalancer/".length()) : resource;
    }

    MetricQueries statistic(String statistic) {
        return with(stat("statistic").toBuilder().stat(statistic).build());
    }

    MetricQueries using(String id, MetricQueries meaning) {
        if (asked.metricStat() != null) {
            throw new ConfigurationException("using: '" + id + "' is for an expression, and this is a metric");
        }
        if (!ID.matcher(id).matches() || id.equals(ASKED)) {
            throw new ConfigurationException(
                    "using: '" + id + "' is no id; begin it with a small letter, go on with letters,"
                            + " digits and '_', and do not take '" + ASKED + "'");
        }
        MetricDataQuery named =
                meaning.asked.toBuilder().id(id).returnData(false).build();
        List<MetricDataQuery> all = new ArrayList<>(others);
        Stream.concat(Stream.of(named), meaning.others.stream()).forEach(more -> add(all, more));
        return new MetricQueries(asked, all);
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

    /** With this time for each value, of what is answered. */
    MetricQueries with(Duration period) {
        int seconds = Math.toIntExact(period.toSeconds());
        return asked.metricStat() == null
                ? new MetricQueries(asked.toBuilder().period(seconds).build(), others)
                : with(asked.metricStat().toBuilder().period(seconds).build());
    }

    List<MetricDataQuery> all() {
        return Stream.concat(Stream.of(asked), others.stream()).toList();
    }

    /** What is asked for, in a sentence. */
    String label() {
        MetricStat stat = asked.metricStat();
        return stat == null
                ? asked.expression()
                : stat.stat() + " of " + stat.metric().namespace() + " "
                        + stat.metric().metricName();
    }

    private MetricStat stat(String wanted) {
        MetricStat stat = asked.metricStat();
        if (stat == null) {
            throw new ConfigurationException(wanted + ": an expression has none; give it to the metrics that"
                    + " using(...) names, or write it into '" + asked.expression() + "'");
        }
        return stat;
    }

    private MetricQueries with(MetricStat changed) {
        return new MetricQueries(asked.toBuilder().metricStat(changed).build(), others);
    }
}

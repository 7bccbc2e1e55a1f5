package dev.bluegreen.testkit.aws.internal;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The samples of metrics, and the values that GetMetricData computes from them. A value is for a whole period and carries
 * its beginning; the
 * period under way has the value of the samples so far. Guarded by its service.
 */
public final class MetricStore {

    private static final int LONGEST_ID = 255;
    private static final Set<Integer> SHORT = Set.of(1, 5, 10, 20, 30);

    private final Time time;
    private final Map<String, List<Sample>> series = new HashMap<>();

    /** A store without samples. */
    public MetricStore(Time time) {
        this.time = time;
    }

    private record Sample(Instant at, double value) {}

    /** Adds a sample now. */
    public void add(String metric, double value) {
        series.computeIfAbsent(metric, any -> new ArrayList<>()).add(new Sample(time.now(), value));
    }

    /** Answers GetMetricData. The rules are those of its page in the CloudWatch API, and of MetricDataQuery's. */
    public Xml data(Form form) {
        Instant from = Instant.parse(form.require("StartTime"));
        Instant to = Instant.parse(form.require("EndTime"));
        if (!from.isBefore(to)) {
            throw invalid("The parameter StartTime must be less than the parameter EndTime.");
        }
        List<Form> queries = form.members("MetricDataQueries");
        requireIds(queries.stream().map(query -> query.require("Id")).toList());
        queries.forEach(MetricStore::requireOneKind);
        Set<String> ids = queries.stream().map(query -> query.require("Id")).collect(Collectors.toSet());
        queries.forEach(query ->
                query.find("Expression").ifPresent(text -> MetricMath.require(query.require("Id"), text, ids)));
        List<Form> returned = queries.stream()
                .filter(query -> !query.find("ReturnData").orElse("true").equals("false"))
                .toList();
        if (returned.isEmpty()) {
            throw invalid("At least one query must have ReturnData set to true.");
        }
        return Xml.of(
                "MetricDataResults",
                returned.stream()
                        .map(query ->
                                result(query, from, to, form.find("ScanBy").orElse("")))
                        .toList());
    }

    private static void requireIds(List<String> ids) {
        if (ids.stream().distinct().count() < ids.size()) {
            throw invalid("The values for parameter id in MetricDataQueries are not unique.");
        }
        Predicate<String> fits = id -> id.length() <= LONGEST_ID && id.matches("[a-z][a-zA-Z0-9_]*");
        ids.stream().filter(fits.negate()).findFirst().ifPresent(id -> {
            throw invalid("The value " + id + " for parameter MetricDataQueries.member.1.Id is not matching"
                    + " the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        });
    }

    private static void requireOneKind(Form query) {
        if (query.has("Expression") == query.has("MetricStat")) {
            throw invalid("Either Expression or MetricStat must be specified for the query " + query.require("Id"));
        }
        int period = period(query);
        if (period < 1 || (period % 60 != 0 && !SHORT.contains(period))) {
            throw invalid("The parameter Period must be a positive multiple of 60, or 1, 5, 10, 20 or 30.");
        }
    }

    /** Of an expression it may be left out; then it is that of the metrics in it, here a minute. */
    private static int period(Form query) {
        return query.number("MetricStat.Period")
                .or(() -> query.number("Period"))
                .orElse(60);
    }

    private Xml result(Form query, Instant from, Instant to, String order) {
        String metric = query.find("Expression").orElseGet(() -> query.require("MetricStat.Metric.MetricName"));
        Duration period = Duration.ofSeconds(period(query));
        NavigableMap<Instant, List<Double>> periods = new TreeMap<>();
        series.getOrDefault(metric, List.of())
                .forEach(sample -> periods.computeIfAbsent(beginning(sample.at(), period), any -> new ArrayList<>())
                        .add(sample.value()));
        NavigableMap<Instant, List<Double>> within = periods.subMap(beginning(from, period), true, to, false);
        NavigableMap<Instant, List<Double>> found =
                order.equals("TimestampAscending") ? within : within.descendingMap();
        String statistic = query.find("MetricStat.Stat").orElse(Statistics.LATEST);
        return Xml.of(
                "member",
                Xml.text("Id", query.require("Id")),
                Xml.text("Label", query.find("Label").orElse(metric)),
                Xml.of(
                        "Timestamps",
                        found.keySet().stream()
                                .map(at -> Xml.text("member", at))
                                .toList()),
                Xml.of(
                        "Values",
                        found.values().stream()
                                .map(samples -> Xml.text("member", Statistics.of(statistic, samples)))
                                .toList()),
                Xml.text("StatusCode", "Complete"));
    }

    private static Instant beginning(Instant at, Duration period) {
        long second = at.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second, period.toSeconds()));
    }

    static AwsError invalid(String message) {
        return AwsError.sender(400, "ValidationError", message);
    }
}

package dev.bluegreen.testkit.aws;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.AwsFaults;
import dev.bluegreen.testkit.internal.aws.AwsError;
import dev.bluegreen.testkit.internal.aws.AwsServer;
import dev.bluegreen.testkit.internal.aws.Form;
import dev.bluegreen.testkit.internal.aws.QueryService;
import dev.bluegreen.testkit.internal.aws.Xml;
import dev.bluegreen.testkit.request.AwsRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CloudWatch in this process, for an unmodified {@code CloudWatchClient} by {@code endpointOverride}: alarms whose states
 * a test sets, and series of values that it gives. Alarms evaluate nothing, and values are given as they are to be read:
 * no statistics are computed. Thread-safe.
 */
public final class FakeCloudWatch implements AutoCloseable {

    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    private final Object lock = new Object();
    private final Time time;
    private final Map<String, Xml> alarms = new LinkedHashMap<>();
    private final Map<String, List<Value>> series = new HashMap<>();
    private final AwsServer server;

    private FakeCloudWatch(Time time) {
        this.time = time;
        QueryService service = new QueryService("monitoring", NAMESPACE, FakeAlb.REGION, lock)
                .one("DescribeAlarms", this::describeAlarms)
                .one("GetMetricData", this::metricData);
        this.server = AwsServer.start(service, time);
    }

    private record Value(Instant at, double value) {}

    /** Serves from now on, in the region {@link FakeAlb#REGION}. */
    public static FakeCloudWatch startOn(Time time) {
        return new FakeCloudWatch(time);
    }

    /** The URI for {@code endpointOverride}. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** What shall go wrong. */
    public AwsFaults faults() {
        return server.faults();
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return server.requests();
    }

    /**
     * Sets the state of an alarm, which is made if it is missing.
     *
     * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
     */
    public FakeCloudWatch alarm(String name, String state, String reason) {
        synchronized (lock) {
            alarms.put(
                    name,
                    Xml.of(
                            "member",
                            Xml.text("AlarmName", name),
                            Xml.text("StateValue", state),
                            Xml.text("StateReason", reason)));
            return this;
        }
    }

    /**
     * Adds a value to a series, at the present moment of the fake's time.
     *
     * @param asked the name of the metric, or the expression, as it is asked for
     */
    public FakeCloudWatch value(String asked, double value) {
        synchronized (lock) {
            series.computeIfAbsent(asked, any -> new ArrayList<>()).add(new Value(time.now(), value));
            return this;
        }
    }

    /** Frees the port and its threads. */
    @Override
    public void close() {
        server.close();
    }

    private Xml describeAlarms(Form form) {
        List<String> names = form.texts("AlarmNames");
        return Xml.of(
                "MetricAlarms",
                alarms.entrySet().stream()
                        .filter(alarm -> names.isEmpty() || names.contains(alarm.getKey()))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    private Xml metricData(Form form) {
        Instant from = Instant.parse(form.require("StartTime"));
        Instant to = Instant.parse(form.require("EndTime"));
        return Xml.of(
                "MetricDataResults",
                form.members("MetricDataQueries").stream()
                        .map(query -> result(query, from, to))
                        .toList());
    }

    private Xml result(Form query, Instant from, Instant to) {
        String asked = query.find("Expression")
                .or(() -> query.find("MetricStat.Metric.MetricName"))
                .orElseThrow(() -> AwsError.sender(400, "ValidationError", "a query needs a metric or an expression"));
        List<Value> values = series.getOrDefault(asked, List.of()).stream()
                .filter(value -> !value.at().isBefore(from) && !value.at().isAfter(to))
                .sorted(Comparator.comparing(Value::at).reversed())
                .toList();
        return Xml.of(
                "member",
                Xml.text("Id", query.require("Id")),
                Xml.text("Label", query.find("Label").orElse(asked)),
                Xml.of(
                        "Timestamps",
                        values.stream()
                                .map(value -> Xml.text("member", value.at()))
                                .toList()),
                Xml.of(
                        "Values",
                        values.stream()
                                .map(value -> Xml.text("member", value.value()))
                                .toList()),
                Xml.text("StatusCode", "Complete"));
    }
}

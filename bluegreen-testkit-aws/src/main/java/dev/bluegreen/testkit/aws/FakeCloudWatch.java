package dev.bluegreen.testkit.aws;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import dev.bluegreen.testkit.aws.internal.Form;
import dev.bluegreen.testkit.aws.internal.MetricStore;
import dev.bluegreen.testkit.aws.internal.QueryService;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.internal.Given;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * CloudWatch in this process, for an unmodified {@code CloudWatchClient} by {@code endpointOverride}: alarms, metric ones and
 * composite ones, whose states a test sets, and metrics whose samples it gives. Alarms evaluate nothing. Of a metric, the
 * statistics of each period are computed, of the one under way from the samples that it has so far; metric math is not: the
 * values of an expression are given as they are to be read, though what it refers to is checked. Thread-safe. Close it to free
 * its port and threads; its log can be read after that, and everything else is refused by
 * {@link dev.bluegreen.model.ClosedException}.
 */
public final class FakeCloudWatch implements AutoCloseable {

    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";
    private static final String ACCOUNT = "123456789012";
    private static final Pattern STATE = Pattern.compile("[A-Z][A-Z_]{0,39}");

    private final Object lock = new Object();
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private final Set<String> states = new CopyOnWriteArraySet<>(Set.of("OK", "ALARM", "INSUFFICIENT_DATA"));
    private final Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    private final MetricStore metrics;
    private final AwsServer server;

    private FakeCloudWatch(Time time) {
        this.metrics = new MetricStore(time);
        QueryService service = new QueryService("monitoring", NAMESPACE, FakeAlb.REGION, lock)
                .all("DescribeAlarms", this::describeAlarms)
                .one("GetMetricData", metrics::data);
        this.server = AwsServer.start(service, time);
    }

    /** How a metric alarm is evaluated: "M out of N" values, each for a period. */
    private record Evaluation(Duration period, int periods, int values) {

        static final Evaluation USUAL = new Evaluation(Duration.ofMinutes(1), 1, 1);

        List<Xml> xml() {
            return List.of(
                    Xml.text("Period", period.toSeconds()),
                    Xml.text("EvaluationPeriods", periods),
                    Xml.text("DatapointsToAlarm", values));
        }
    }

    private record Alarm(boolean composite, String name, String state, String reason) {

        private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{0,1023}");

        static Alarm of(boolean composite, String name, String state, String reason, Set<String> states) {
            return new Alarm(
                    composite,
                    Given.line("alarm", name, 255),
                    Given.oneOf("state", state, states),
                    Given.text("reason", reason, REASON, "give one line, 1,023 characters at most"));
        }

        Xml xml(List<Xml> evaluation) {
            List<Xml> own = List.of(
                    Xml.text("AlarmName", name),
                    Xml.text("AlarmArn", "arn:aws:cloudwatch:" + FakeAlb.REGION + ":" + ACCOUNT + ":alarm:" + name),
                    Xml.text("StateValue", state),
                    Xml.text("StateReason", reason));
            return Xml.of(
                    "member", Stream.concat(own.stream(), evaluation.stream()).toList());
        }
    }

    /** Serves from now on, in the region {@link FakeAlb#REGION} and the account 123456789012. */
    public static FakeCloudWatch startOn(Time time) {
        return new FakeCloudWatch(Given.any("time", time));
    }

    /** The URI for {@code endpointOverride}. */
    public URI endpoint() {
        return server.open().endpoint();
    }

    /** Fault rules. */
    public AwsFaults faults() {
        return server.faults();
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return server.requests();
    }

    /**
     * Sets the state of a metric alarm, which is made if it is missing.
     *
     * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
     */
    public FakeCloudWatch alarm(String name, String state, String reason) {
        return set(Alarm.of(false, name, state, reason, states));
    }

    /** Sets the state of a composite alarm; names are shared with metric alarms. */
    public FakeCloudWatch compositeAlarm(String name, String state, String reason) {
        return set(Alarm.of(true, name, state, reason, states));
    }

    /** Adds a state of alarms, such as one that is newer than the client's SDK. */
    public FakeCloudWatch learn(String state) {
        server.open();
        states.add(Given.text("state", state, STATE, "give a state such as ON_HOLIDAY"));
        return this;
    }

    /**
     * How a metric alarm says that it is evaluated; once a minute, by one value, unless set.
     *
     * @param period the time that one value is for, in whole seconds
     * @param periods how many of them are looked at
     * @param values how many of those have to be bad
     */
    public FakeCloudWatch evaluating(String alarm, Duration period, int periods, int values) {
        server.open();
        Given.line("alarm", alarm, 255);
        Given.positive("period", period);
        Given.between("periods", periods, 1, 10_080);
        Given.between("values", values, 1, periods);
        synchronized (lock) {
            evaluations.put(alarm, new Evaluation(period, periods, values));
            return this;
        }
    }

    private FakeCloudWatch set(Alarm alarm) {
        server.open();
        synchronized (lock) {
            alarms.put(alarm.name(), alarm);
            return this;
        }
    }

    /**
     * Adds a sample to a metric, at the present moment of the fake's time; to an expression, the value of the period that this
     * moment is in.
     *
     * @param metric the name of the metric, or the expression as it is queried
     */
    public FakeCloudWatch value(String metric, double value) {
        Given.line("metric", metric, 2_048);
        if (!Double.isFinite(value)) {
            throw Given.refused("value", value, "give a finite number");
        }
        server.open();
        synchronized (lock) {
            metrics.add(metric, value);
            return this;
        }
    }

    /** Frees the port and its threads. */
    @Override
    public void close() {
        server.close();
    }

    /** "If you omit this parameter, only metric alarms are returned": CloudWatch API, DescribeAlarms, AlarmTypes. */
    private List<Xml> describeAlarms(Form form) {
        List<String> types = form.has("AlarmTypes") ? form.texts("AlarmTypes") : List.of("MetricAlarm");
        return List.of(
                Xml.of("CompositeAlarms", found(form, true, types.contains("CompositeAlarm"))),
                Xml.of("MetricAlarms", found(form, false, types.contains("MetricAlarm"))));
    }

    private List<Xml> found(Form form, boolean composite, boolean included) {
        List<String> names = form.texts("AlarmNames");
        return alarms.values().stream()
                .filter(alarm -> included && alarm.composite() == composite)
                .filter(alarm -> names.isEmpty() || names.contains(alarm.name()))
                .map(alarm -> alarm.xml(
                        composite
                                ? List.of()
                                : evaluations
                                        .getOrDefault(alarm.name(), Evaluation.USUAL)
                                        .xml()))
                .toList();
    }
}

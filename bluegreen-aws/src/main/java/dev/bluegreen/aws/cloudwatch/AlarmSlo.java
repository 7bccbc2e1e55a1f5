package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * An objective judged by a CloudWatch alarm, metric or composite: {@code OK} is good, {@code ALARM} is bad,
 * {@code INSUFFICIENT_DATA} follows {@link #treatMissingData}, and a missing alarm counts as {@code NO_DATA}. The alarm is also read
 * once before traffic moves: one that is missing, unreadable or in {@code ALARM} refuses the cutover. Requires
 * {@code cloudwatch:DescribeAlarms} on {@code *}; composite alarms are not returned with less. Immutable and thread-safe;
 * the client stays the caller's.
 */
public final class AlarmSlo implements Slo {

    private static final AwsCall CALL = AwsCall.read("cloudwatch:DescribeAlarms", "*");
    /** At most two alarms have the name, so more pages than this are not followed. */
    private static final int MOST_PAGES = 20;

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Aws aws;
    private final CloudWatchClient client;
    private final AlarmName alarm;
    private final MissingData missing;

    private AlarmSlo(Aws aws, CloudWatchClient client, AlarmName alarm, MissingData missing) {
        this.aws = aws;
        this.client = client;
        this.alarm = alarm;
        this.missing = missing;
    }

    /** State of an alarm as read. */
    private record Found(StateValue state, String reason, AlarmTimes times) {}

    /**
     * An objective judged by a metric alarm or a composite alarm.
     *
     * @param alarm its name, or its ARN
     * @throws dev.bluegreen.model.ConfigurationException if it is not a name, or the ARN of something else, or of another region than the
     *     client's
     */
    public static AlarmSlo of(Aws aws, CloudWatchClient client, String alarm) {
        Input.given("alarm.aws", aws, "give an Aws, such as Aws.alone()");
        Input.given("alarm.client", client, "give a CloudWatchClient");
        AlarmName name = AlarmName.of(alarm, client.serviceClientConfiguration().region());
        return new AlarmSlo(aws, client, name, MissingData.MISSING);
    }

    /**
     * A copy with another meaning of {@code INSUFFICIENT_DATA}; default {@link MissingData#MISSING}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public AlarmSlo treatMissingData(MissingData meaning) {
        return new AlarmSlo(
                aws, client, alarm, Input.given("treatMissingData", meaning, "give one such as MissingData.MISSING"));
    }

    @Override
    public String name() {
        return alarm.toString();
    }

    /** The limit is the alarm's own. */
    @Override
    public Optional<Declared> declared() {
        String query = alarm.arn().orElse(alarm.name()) + "; " + missing + " in "
                + client.serviceClientConfiguration().region();
        return Optional.of(new Declared("cloudwatch alarm", query, 0, false));
    }

    /** @throws dev.bluegreen.model.PlatformException if CloudWatch does not respond: counts as {@code STORE_DOWN} */
    @Override
    public Result check(SloContext context) {
        return objective()
                .check(() -> find().map(this::judged).orElseGet(() -> new Result(Verdict.NO_DATA, missing())));
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return preflight(now, LONGEST);
    }

    @Override
    public List<Finding> preflight(Instant now, Duration watched) {
        return objective()
                .preflight(() -> find().map(found -> risks(found, watched))
                        .orElseGet(() -> List.of(Finding.fatal(
                                "slo-query", missing(), "create it first, or leave the objective out of the bake"))));
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return List.of(CALL.permission());
    }

    @Override
    public String toString() {
        return name();
    }

    private Optional<Found> find() {
        List<DescribeAlarmsResponse> pages = aws.call(
                CALL,
                () -> client
                        .describeAlarmsPaginator(request -> request.alarmNames(alarm.name())
                                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM))
                        .stream()
                        .limit(MOST_PAGES)
                        .toList());
        return pages.stream().flatMap(this::find).findFirst();
    }

    private Stream<Found> find(DescribeAlarmsResponse page) {
        Stream<Found> metric = page.metricAlarms().stream()
                .filter(one -> alarm.isOf(one.alarmName(), one.alarmArn()))
                .map(one -> new Found(one.stateValue(), String.valueOf(one.stateReason()), AlarmTimes.of(one)));
        Stream<Found> composite = page.compositeAlarms().stream()
                .filter(one -> alarm.isOf(one.alarmName(), one.alarmArn()))
                .map(one -> new Found(one.stateValue(), String.valueOf(one.stateReason()), AlarmTimes.UNKNOWN));
        return Stream.concat(metric, composite);
    }

    private Result judged(Found found) {
        return new Result(verdict(found), this + " is " + found.state() + ": " + found.reason());
    }

    private Verdict verdict(Found found) {
        return switch (found.state()) {
            case OK -> Verdict.GOOD;
            case ALARM -> Verdict.BAD;
            case INSUFFICIENT_DATA -> missing.verdict();
            case UNKNOWN_TO_SDK_VERSION -> Verdict.NO_DATA;
        };
    }

    private List<Finding> risks(Found found, Duration watched) {
        List<Finding> before = Objective.before(
                judged(found),
                Severity.FATAL,
                "wait until it is OK, or leave this alarm out",
                "check that its metric has values");
        return Stream.concat(before.stream(), found.times().risk(objective(), watched).stream())
                .toList();
    }

    private Objective objective() {
        return new Objective(name());
    }

    private String missing() {
        String region = Optional.ofNullable(client.serviceClientConfiguration().region())
                .map(known -> " in " + known.id())
                .orElse("");
        return "there is no " + this + region + "; check its name, the account and the region";
    }
}

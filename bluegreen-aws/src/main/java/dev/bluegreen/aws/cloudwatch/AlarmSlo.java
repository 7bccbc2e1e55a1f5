package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.check.Slo;
import dev.bluegreen.check.SloContext;
import dev.bluegreen.model.Permission;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * An objective that a CloudWatch alarm judges: {@code OK} is good, {@code ALARM} is bad, {@code INSUFFICIENT_DATA} and an
 * alarm that is not there are no data. Needs {@code cloudwatch:DescribeAlarms}. Thread-safe; the client stays the caller's.
 */
public final class AlarmSlo implements Slo {

    private static final AwsCall CALL = AwsCall.read("cloudwatch:DescribeAlarms", "*");

    private final Aws aws;
    private final CloudWatchClient client;
    private final String alarm;

    private AlarmSlo(Aws aws, CloudWatchClient client, String alarm) {
        this.aws = aws;
        this.client = client;
        this.alarm = alarm;
    }

    /** An objective judged by the metric alarm or composite alarm of this name. */
    public static AlarmSlo of(Aws aws, CloudWatchClient client, String alarm) {
        return new AlarmSlo(aws, client, alarm);
    }

    /** @throws dev.bluegreen.model.PlatformException if CloudWatch does not answer: counts as {@code STORE_DOWN} */
    @Override
    public Result check(SloContext asked) {
        DescribeAlarmsResponse found = aws.call(
                CALL,
                () -> client.describeAlarms(request ->
                        request.alarmNames(alarm).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
        return metric(found)
                .or(() -> composite(found))
                .orElseGet(() -> new Result(
                        Verdict.NO_DATA,
                        "there is no alarm '" + alarm + "'; check its name, the account and the region"));
    }

    @Override
    public List<Permission> permissions() {
        return List.of(CALL.permission());
    }

    @Override
    public String toString() {
        return "alarm '" + alarm + "'";
    }

    private Optional<Result> metric(DescribeAlarmsResponse found) {
        return found.metricAlarms().stream()
                .filter(one -> one.alarmName().equals(alarm))
                .findFirst()
                .map((MetricAlarm one) -> result(one.stateValue(), one.stateReason()));
    }

    private Optional<Result> composite(DescribeAlarmsResponse found) {
        return found.compositeAlarms().stream()
                .filter(one -> one.alarmName().equals(alarm))
                .findFirst()
                .map((CompositeAlarm one) -> result(one.stateValue(), one.stateReason()));
    }

    private Result result(StateValue state, String reason) {
        Verdict verdict = switch (state) {
            case OK -> Verdict.GOOD;
            case ALARM -> Verdict.BAD;
            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION -> Verdict.NO_DATA;
        };
        return new Result(verdict, this + " is " + state + (reason == null ? "" : ": " + reason));
    }
}

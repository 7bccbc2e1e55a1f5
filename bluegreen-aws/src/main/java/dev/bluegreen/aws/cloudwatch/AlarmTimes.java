package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * How long values must be bad until an alarm goes off: a number of values, each of a whole period
 * (<a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html">how CloudWatch evaluates an
 * alarm</a>).
 *
 * @param period period of one value; zero if unknown
 * @param values number of bad values that set the alarm off
 */
record AlarmTimes(Duration period, int values) {

    /** Times of a composite alarm, which has none. */
    static final AlarmTimes UNKNOWN = new AlarmTimes(Duration.ZERO, 1);

    static AlarmTimes of(MetricAlarm alarm) {
        int values = Optional.ofNullable(alarm.datapointsToAlarm())
                .or(() -> Optional.ofNullable(alarm.evaluationPeriods()))
                .orElse(1);
        return new AlarmTimes(Duration.ofSeconds(seconds(alarm)), values);
    }

    /** The period in seconds; an alarm on metric math has it in its metrics. */
    private static int seconds(MetricAlarm alarm) {
        Stream<Integer> ofMetrics = alarm.metrics().stream().flatMap(AlarmTimes::periods);
        return Stream.concat(Stream.ofNullable(alarm.period()), ofMetrics)
                .max(Integer::compare)
                .orElse(0);
    }

    private static Stream<Integer> periods(MetricDataQuery query) {
        Integer ofMetric =
                query.metricStat() == null ? null : query.metricStat().period();
        return Stream.concat(Stream.ofNullable(query.period()), Stream.ofNullable(ofMetric));
    }

    /** Finding if the alarm cannot go off while the objectives are watched. */
    Optional<Finding> risk(Objective alarm, Duration watched) {
        Duration rings = period.multipliedBy(values);
        return alarm.slow(
                rings,
                watched,
                "goes off after " + Wording.of(rings) + " of bad values at the earliest (" + values + " of "
                        + Wording.of(period) + ")",
                "bake longer, or use an alarm with shorter periods");
    }
}

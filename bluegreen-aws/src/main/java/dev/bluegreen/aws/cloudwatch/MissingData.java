package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Verdict;

/**
 * Verdict of an objective when CloudWatch has no data, in the terms CloudWatch uses for alarms
 * (<a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">how alarms treat
 * missing data</a>).
 */
public enum MissingData {
    /** No verdict; {@code Bake.onNoData} decides at the end of the bake. */
    MISSING(Verdict.NO_DATA),
    /** Good: for metrics that are written only on failure, such as an error count. */
    NOT_BREACHING(Verdict.GOOD),
    /** Bad: for metrics that are always written, such as a heartbeat. */
    BREACHING(Verdict.BAD);

    private final Verdict verdict;

    MissingData(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}

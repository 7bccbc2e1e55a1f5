package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Verdict;

/**
 * What it means for an objective that CloudWatch has nothing to judge by, in the words that CloudWatch has for its alarms
 * (<a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">how alarms treat
 * missing data</a>).
 */
public enum MissingData {
    /** Nothing can be said: what follows at the end of the bake is for {@code Bake.onNoData}. */
    MISSING(Verdict.NO_DATA),
    /** All is well: for what is written only when something goes wrong, such as a count of errors. */
    NOT_BREACHING(Verdict.GOOD),
    /** The objective is missed: for what is always written, such as a heartbeat. */
    BREACHING(Verdict.BAD);

    private final Verdict verdict;

    MissingData(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}

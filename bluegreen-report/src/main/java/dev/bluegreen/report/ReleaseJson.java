package dev.bluegreen.report;

import dev.bluegreen.model.Input;
import dev.bluegreen.report.internal.json.ReportFields;
import dev.bluegreen.report.internal.json.StatusFields;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ReleaseStatus;

/**
 * Reports, plans and status as JSON of the published shape {@code bluegreen.dev/v1}: {@code docs/schema/bluegreen-v1.json}.
 * Fields without a value are left out; moments and durations are in ISO 8601. Thread-safe.
 */
public final class ReleaseJson {

    private ReleaseJson() {}

    /**
     * A {@code CutoverReport}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static String of(CutoverReport report) {
        return ReportFields.of(Input.given("json.report", report, "give a CutoverReport"))
                .text();
    }

    /**
     * A {@code CutoverPlan}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static String of(CutoverPlan plan) {
        return ReportFields.of(Input.given("json.plan", plan, "give a CutoverPlan"))
                .text();
    }

    /**
     * A {@code ReleaseStatus}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static String of(ReleaseStatus status) {
        return StatusFields.of(Input.given("json.status", status, "give a ReleaseStatus"))
                .text();
    }

    /**
     * A {@code ReleaseHistory}: the past cutovers of a status, newest first.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static String history(ReleaseStatus status) {
        return StatusFields.history(Input.given("json.status", status, "give a ReleaseStatus"))
                .text();
    }
}

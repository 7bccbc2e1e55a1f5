package dev.bluegreen.report;

import dev.bluegreen.model.Input;
import dev.bluegreen.report.internal.html.Page;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A report as one page of HTML, to keep or to attach: phases, writes, evidence, gates, objectives with their charts, traffic. It
 * needs no other file, no script and no network, and is at most 1 MB: rows that do not fit are left out, and counted. Immutable.
 */
public final class HtmlReport {

    private final CutoverReport report;
    private final Optional<CutoverPlan> plan;
    private final ReportCollector collected;

    private HtmlReport(CutoverReport report, Optional<CutoverPlan> plan, ReportCollector collected) {
        this.report = report;
        this.plan = plan;
        this.collected = collected;
    }

    /**
     * The page of a report; of an operation that failed, {@code HtmlReport.of(exception.report())}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static HtmlReport of(CutoverReport report) {
        Input.given("html.report", report, "give a CutoverReport");
        return new HtmlReport(report, Optional.empty(), ReportCollector.create());
    }

    /**
     * A page with the plan of the cutover, which has its writes in detail.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public HtmlReport plan(CutoverPlan plan) {
        return new HtmlReport(report, Optional.of(Input.given("html.plan", plan, "give a CutoverPlan")), collected);
    }

    /**
     * A page with charts of what was collected.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public HtmlReport collected(ReportCollector collector) {
        return new HtmlReport(report, plan, Input.given("html.collected", collector, "give a ReportCollector"));
    }

    /** The document. */
    public String html() {
        return new Page(report, plan, collected.series(), collected.traffic()).html();
    }

    /**
     * Writes the document to a file, and replaces one that is there.
     *
     * @return the file, as an absolute path
     * @throws UncheckedIOException if it cannot be written
     */
    public Path writeTo(Path file) {
        Path target = Input.given("html.file", file, "give a Path").toAbsolutePath();
        try {
            return Files.writeString(target, html(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "report " + target + " cannot be written; give a file in a folder that"
                            + " exists and may be written to",
                    e);
        }
    }
}

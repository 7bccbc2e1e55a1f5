package dev.bluegreen.report;

import static dev.bluegreen.report.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.result.CutoverReportData;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page has what the report, the plan and the collector hold, and nothing that others wrote becomes markup. */
class HtmlReportTest {

    private static final Pattern POINTS = Pattern.compile("<polyline class=\"value\" points=\"([^\"]*)\"");
    private static final Pattern OUTSIDE =
            Pattern.compile("(?:src|href|url|@import)\\s*[=(]?\\s*[\"']?(?!#)(?:\\w+:|//)");

    @Test
    void showsPhasesWritesEvidenceGatesObjectivesAndEvents() {
        String page = HtmlReport.of(Samples.full()).plan(Samples.plan()).html();

        assertThat(page)
                .contains("<h1>checkout BLUE → GREEN</h1>", "rolled back", "checkout was sent back")
                .contains("<del>100/0</del> → <ins>0/100</ins>")
                .contains("Share of GREEN", "0 % → 100 %", "Went back for", "breach")
                .contains("<del>&#39;blue&#39;</del> → <ins>&#39;green&#39;</ins>")
                .contains("contradicted", "confirmed", "missing", "a slice leads to GREEN")
                .contains("approved: plan 1 by ann", "rolled-out")
                .contains("expected below 1 %", "5 % of calls failed", "not judged")
                .contains("probes-missing", "declare one")
                .contains("ann", "OPS-12", "checkout:2", "https://api.example")
                .contains("4 h 0 min");
    }

    @Test
    void aReportOfWhichLittleIsKnownIsAPageToo() {
        assertThat(HtmlReport.of(Samples.bare()).html())
                .contains("refused", "Nothing was written.", "No evidence was collected.", "not known")
                .doesNotContain("<polyline");
    }

    @Test
    void plotsAnObjectiveWithItsLimitAndTrafficByTrack() {
        ReportCollector collector = ReportCollector.create();
        CutoverReport report = Switched.report(collector, 40, event -> {});
        Instant start = report.times().started();
        for (int i = 0; i < 300; i++) {
            collector.answered(start.plusMillis(i * 100L), i < 100 ? Track.BLUE : Track.GREEN);
        }
        collector.failed(start.plusSeconds(9));

        String page = HtmlReport.of(report).collected(collector).html();

        assertThat(points(page)).hasSize(40);
        assertThat(page)
                .contains("class=\"limit\"", "class=\"cross\"")
                .contains("40 values between 0.2 % and 5 %", "1 of them on the bad side of the limit")
                .contains("BLUE answered</b><span> 100", "GREEN answered</b><span> 200", "failed</b><span> 1");
    }

    @Test
    void plotsAtMost200PointsAndTheBreachIsAmongThem() {
        ReportCollector collector = ReportCollector.create();
        for (int i = 0; i < 20_000; i++) {
            double value = i == 12_345 ? 7 : 0.5;
            collector.observed("error rate", Samples.START.plusMillis(i * 3L), reading(value));
        }

        String page = HtmlReport.of(Samples.full()).collected(collector).html();

        assertThat(points(page)).hasSize(200);
        assertThat(page).contains("1 of them on the bad side");
    }

    @Test
    void pointsOfOtherOperationsAreNotPlotted() {
        ReportCollector collector = ReportCollector.create();
        collector.observed("error rate", at(-10), reading(9));
        collector.observed("error rate", at(10), reading(0.1));
        collector.observed("error rate", at(20), reading(0.1));
        collector.observed("error rate", at(70), reading(9));

        assertThat(points(HtmlReport.of(Samples.full()).collected(collector).html()))
                .hasSize(2);
    }

    @Test
    void textOfOthersIsNoMarkup() {
        String hostile = "<script>alert(1)</script><img src=x onerror='x'>\"'&\u202e\u0000 -> </title>";
        ReportCollector collector = ReportCollector.create();
        collector.observed(hostile, at(5), reading(1));
        collector.observed(hostile, at(6), reading(2));

        String page = HtmlReport.of(Samples.report(hostile, hostile, hostile, hostile))
                .collected(collector)
                .html();

        assertThat(page)
                .doesNotContain("<script", "<img", "onerror='")
                .doesNotContain("\u202e", "\u0000")
                .contains("&lt;script&gt;");
        assertThat(page.split("</title>", -1)).hasSizeGreaterThan(1);
    }

    @Test
    void needsNothingFromOutsideAndNoScript() {
        String page = HtmlReport.of(Samples.full()).plan(Samples.plan()).html();

        assertThat(OUTSIDE.matcher(page).results().map(hit -> hit.group())).isEmpty();
        assertThat(page).contains("default-src 'none'".replace("'", "&#39;")).doesNotContain("<script", "<link");
    }

    @Test
    void hasLandmarksHeadingsCaptionsAndDescribedPictures() {
        String page = HtmlReport.of(Samples.full()).plan(Samples.plan()).html();

        assertThat(page)
                .contains("<html lang=\"en\">", "<header>", "<nav aria-label=", "<main id=\"main\">", "<footer>");
        assertThat(count(page, "<h1")).isEqualTo(1);
        assertThat(count(page, "<caption>")).isEqualTo(count(page, "<table"));
        assertThat(count(page, "<svg"))
                .isPositive()
                .isEqualTo(count(page, "<desc"))
                .isEqualTo(count(page, "role=\"img\""));
        assertThat(page).contains("prefers-color-scheme:dark", "@media print");
    }

    @Test
    void staysBelowAMegabyteAndSaysWhatIsLeftOut() {
        CutoverReport report = Samples.full();
        List<CutoverEvent> events = IntStream.rangeClosed(1, 3_000)
                .mapToObj(number -> Samples.event(number, 1, Phase.BAKE, Kind.WRITE, "&".repeat(1_900)))
                .toList();
        CutoverReport huge = new CutoverReportData(
                report.id(),
                report.release(),
                report.from(),
                report.to(),
                report.outcome(),
                report.sentence(),
                report.active(),
                report.milestone(),
                report.mixed(),
                report.evidence(),
                report.objectives(),
                report.findings(),
                report.times(),
                events);

        String page = HtmlReport.of(huge).html();

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
        assertThat(page).contains("rows are left out, to keep the page below 1 MB");
    }

    @Test
    void isWrittenToAFileOrSaysWhyNot(@TempDir Path folder) throws Exception {
        Path written = HtmlReport.of(Samples.full()).writeTo(folder.resolve("report.html"));

        assertThat(Files.readString(written)).startsWith("<!DOCTYPE html>");
        assertThatThrownBy(() -> HtmlReport.of(Samples.full()).writeTo(folder.resolve("no/report.html")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no/report.html cannot be written");
    }

    @Test
    void nothingIsRefusedByName() {
        HtmlReport report = HtmlReport.of(Samples.full());

        assertThatThrownBy(() -> HtmlReport.of(null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> report.plan(null)).hasMessageContaining("html.plan");
        assertThatThrownBy(() -> report.collected(null)).hasMessageContaining("html.collected");
        assertThatThrownBy(() -> report.writeTo(null)).hasMessageContaining("html.file");
        assertThatThrownBy(() -> ReportCollector.create().answered(at(1), null))
                .hasMessageContaining("collector.track");
        assertThatThrownBy(() -> ReportCollector.create().failed(null)).hasMessageContaining("collector.at");
    }

    private static Slo.Result reading(double value) {
        return new Slo.Result(Verdict.GOOD, "", Optional.of(new Reading(value, 1, false, "%")));
    }

    private static List<String> points(String page) {
        return POINTS.matcher(page)
                .results()
                .flatMap(found -> Pattern.compile(" ").splitAsStream(found.group(1)))
                .toList();
    }

    private static int count(String page, String part) {
        return page.split(Pattern.quote(part), -1).length - 1;
    }
}

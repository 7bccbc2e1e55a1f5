package dev.bluegreen.report;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ObjectiveVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports as JUnit XML, which build servers show: one suite for each report, with a test for the outcome and one for each
 * finding, hop and objective. What was not seen or judged is skipped. Thread-safe.
 */
public final class JunitXml {

    private static final int MILLIS = 1_000;

    private JunitXml() {}

    /**
     * The document.
     *
     * @throws dev.bluegreen.model.ConfigurationException if one is null
     */
    public static String of(CutoverReport... reports) {
        List<Suite> suites = Input.allGiven("junit.reports", "give a CutoverReport", reports).stream()
                .map(Suite::of)
                .toList();
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                + suites.stream().map(Suite::xml).collect(Collectors.joining())
                + "</testsuites>\n";
    }

    private record Suite(CutoverReport report, List<Case> cases) {

        static Suite of(CutoverReport report) {
            Stream<Case> findings = report.findings().stream().map(Suite::of);
            Stream<Case> hops = report.evidence().stream().map(Suite::of);
            Stream<Case> objectives = report.objectives().stream().map(Suite::of);
            return new Suite(
                    report,
                    Stream.of(Stream.of(outcome(report)), findings, hops, objectives)
                            .flatMap(all -> all)
                            .toList());
        }

        private static Case outcome(CutoverReport report) {
            boolean reached = switch (report.outcome()) {
                case SWITCHED, UNCHANGED -> true;
                // Where a rollback was asked for.
                case ROLLED_BACK -> report.active().equals(Optional.of(report.to()));
                case REFUSED, FROZEN, NEEDS_ATTENTION, LEFT, ABANDONED -> false;
            };
            return new Case(
                    "outcome",
                    "traffic is on " + report.to(),
                    reached ? "" : "failure",
                    report.sentence(),
                    report.outcome().name());
        }

        private static Case of(Finding finding) {
            String result = finding.severity() == Finding.Severity.FATAL ? "failure" : "";
            String text = finding.sentence() + "; " + finding.remedy();
            return new Case(
                    "findings", finding.id(), result, text, finding.severity().name());
        }

        private static Case of(Evidence evidence) {
            String result = switch (evidence.verdict()) {
                case CONFIRMED -> "";
                case CONTRADICTED -> "failure";
                case MISSING -> "skipped";
            };
            String name = evidence.kind() + " at " + evidence.hop();
            return new Case(
                    "evidence",
                    name,
                    result,
                    evidence.sentence(),
                    evidence.verdict().name());
        }

        private static Case of(ObjectiveVerdict objective) {
            String result = switch (objective.verdict()) {
                case MET -> "";
                case BREACHED -> "failure";
                case NOT_JUDGED -> "skipped";
            };
            return new Case(
                    "objectives",
                    objective.name(),
                    result,
                    objective.last(),
                    objective.verdict().name());
        }

        String xml() {
            return "  <testsuite name=\"" + attribute(report.release()) + "\" tests=\"" + cases.size()
                    + "\" failures=\"" + count("failure") + "\" errors=\"0\" skipped=\"" + count("skipped")
                    + "\" time=\"" + seconds(report.took()) + "\" timestamp=\""
                    + report.times().started() + "\">\n"
                    + "    <properties>\n      <property name=\"cutover\" value=\"" + attribute(report.id())
                    + "\"/>\n    </properties>\n"
                    + cases.stream()
                            .map(one -> one.xml("bluegreen." + report.release()))
                            .collect(Collectors.joining())
                    + "  </testsuite>\n";
        }

        private long count(String result) {
            return cases.stream().filter(one -> one.result().equals(result)).count();
        }
    }

    /**
     * One test.
     *
     * @param result {@code failure}, {@code skipped}, or empty where it passed
     */
    private record Case(String group, String name, String result, String text, String type) {

        String xml(String suite) {
            return "    <testcase classname=\"" + attribute(suite + "." + group) + "\" name=\"" + attribute(name)
                    + "\" time=\"0\">\n" + body() + "    </testcase>\n";
        }

        private String body() {
            return switch (result) {
                case "failure" ->
                    "      <failure type=\"" + type + "\" message=\"" + attribute(text) + "\">" + element(text)
                            + "</failure>\n";
                case "skipped" -> "      <skipped message=\"" + attribute(text) + "\"/>\n";
                default -> "      <system-out>" + element(type + ": " + text) + "</system-out>\n";
            };
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", Math.max(0, time.toMillis()) / (double) MILLIS);
    }

    private static String attribute(String text) {
        return element(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
    }

    /** Text of an element; characters that XML 1.0 has no place for are shown as U+FFFD. */
    private static String element(String text) {
        String legal = text.codePoints()
                .map(point -> isLegal(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static boolean isLegal(int point) {
        boolean isBlank = point == '\t' || point == '\n' || point == '\r';
        return isBlank || (point >= 0x20 && point <= 0xD7FF) || (point >= 0xE000 && point != 0xFFFE && point != 0xFFFF);
    }
}

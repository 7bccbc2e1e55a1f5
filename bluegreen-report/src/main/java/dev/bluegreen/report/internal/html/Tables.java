package dev.bluegreen.report.internal.html;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.internal.html.Parts.Tone;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sections that are tables: writes, evidence, gates, findings, events. */
record Tables(CutoverReport report, Optional<CutoverPlan> plan, Budget budget) {

    private static final Set<Kind> WRITES = Set.of(Kind.INTENT, Kind.WRITE);

    Html writes() {
        Html section = Parts.section("writes", "Writes");
        List<CutoverEvent> made = events(event -> WRITES.contains(event.kind()));
        section.add(
                made.isEmpty()
                        ? Html.tag("p", "Nothing was written.")
                        : Parts.table(
                                budget,
                                "Writes as they were announced and made",
                                List.of("Time", "Phase", "Kind", "Change", "Share of GREEN"),
                                made.stream().map(this::write)));
        plan.ifPresent(planned -> section.add(Parts.table(
                budget,
                "Writes of plan " + planned.shortHash() + ", in order",
                List.of("Object", "Verb", "Change", "Moves traffic"),
                planned.writes().stream()
                        .map(write -> List.of(
                                Parts.code(write.target()),
                                Parts.text(write.verb()),
                                Parts.change(write.change()),
                                Parts.text(write.movesTraffic() ? "yes" : "no"))))));
        return section;
    }

    private List<Html> write(CutoverEvent event) {
        String kind = event.kind() == Kind.INTENT ? "announced" : "made";
        return List.of(
                time(event),
                Parts.text(phase(event)),
                Parts.text(kind),
                Parts.change(event.sentence()),
                Parts.text(event.move().map(Tables::green).orElse("")));
    }

    /** The share of GREEN before and after. */
    private static String green(RouterMove move) {
        return green(move.before()) + " → " + green(move.after());
    }

    private static String green(TrafficSplit split) {
        return split.equals(TrafficSplit.both())
                ? "both"
                : Math.round(100.0 * split.green() / ((long) split.blue() + split.green())) + " %";
    }

    Html evidence() {
        Html section = Parts.section("evidence", "Evidence");
        return section.add(
                report.evidence().isEmpty()
                        ? Html.tag("p", "No evidence was collected.")
                        : Parts.table(
                                budget,
                                "Last observation at each hop",
                                List.of("Hop", "Kind", "Verdict", "Observation"),
                                report.evidence().stream().map(Tables::row)));
    }

    private static List<Html> row(Evidence evidence) {
        Html verdict = switch (evidence.verdict()) {
            case CONFIRMED -> Parts.tag(Tone.GOOD, "confirmed");
            case CONTRADICTED -> Parts.tag(Tone.BAD, "contradicted");
            case MISSING -> Parts.tag(Tone.WARN, "missing");
        };
        return List.of(
                Parts.code(evidence.hop()), Parts.text(evidence.kind()), verdict, Parts.text(evidence.sentence()));
    }

    Html gates() {
        Html section = Parts.section("gates", "Gates and approvals");
        List<CutoverEvent> gates = events(
                event -> event.kind() == Kind.GATE || (event.phase() == Phase.APPROVE && event.kind() != Kind.PHASE));
        return section.add(
                gates.isEmpty()
                        ? Html.tag("p", "No gate was asked.")
                        : Parts.table(
                                budget,
                                "Answers of gates and approvals, in order",
                                List.of("Time", "Phase", "Verdict", "Answer"),
                                gates.stream().map(this::gate)));
    }

    private List<Html> gate(CutoverEvent event) {
        Optional<GateResult.Verdict> verdict = Arrays.stream(GateResult.Verdict.values())
                .filter(one -> event.sentence().startsWith(one + " "))
                .findFirst();
        String said = verdict.map(one -> event.sentence().substring(one.name().length() + 1))
                .orElse(event.sentence());
        return List.of(
                time(event),
                Parts.text(phase(event)),
                verdict.map(Tables::tag).orElseGet(() -> Parts.tag(Tone.QUIET, word(event))),
                Parts.text(said));
    }

    private static Html tag(GateResult.Verdict verdict) {
        return switch (verdict) {
            case PASS -> Parts.tag(Tone.GOOD, "pass");
            case FAIL -> Parts.tag(Tone.BAD, "fail");
            case NOT_YET -> Parts.tag(Tone.WARN, "not yet");
        };
    }

    Html findings() {
        Html section = Parts.section("findings", "Findings");
        return section.add(
                report.findings().isEmpty()
                        ? Html.tag("p", "Nothing was found.")
                        : Parts.table(
                                budget,
                                "Problems and risks, with what to do",
                                List.of("Id", "Severity", "Finding", "Remedy"),
                                report.findings().stream().map(Tables::row)));
    }

    private static List<Html> row(Finding finding) {
        Html severity = switch (finding.severity()) {
            case INFO -> Parts.tag(Tone.QUIET, "info");
            case WARNING -> Parts.tag(Tone.WARN, "warning");
            case FATAL -> Parts.tag(Tone.BAD, "fatal");
        };
        return List.of(
                Parts.code(finding.id()), severity, Parts.text(finding.sentence()), Parts.text(finding.remedy()));
    }

    Optional<Html> limits() {
        return plan.map(planned -> Parts.section("limits", "Limits")
                .add(Parts.table(
                        budget,
                        "The longest each part may take",
                        List.of("Part", "Limit"),
                        Stream.of(
                                        limit(
                                                "preflight",
                                                Wording.of(planned.deadlines().preflight())),
                                        limit("approval", Wording.of(planned.approval())),
                                        limit("steps", Wording.of(planned.held())),
                                        limit(
                                                "verify",
                                                Wording.of(planned.deadlines().verify())),
                                        limit("bake", Wording.of(planned.bake())),
                                        limit(
                                                "roll back",
                                                Wording.of(planned.deadlines().rollBack())))
                                .filter(row -> !row.get(1).markup().contains(">0 s<")))));
    }

    private static List<Html> limit(String part, String limit) {
        return List.of(Parts.text(part), Parts.text(limit));
    }

    Html events() {
        return Parts.section("events", "Events")
                .add(Parts.table(
                        budget,
                        "Everything that happened, in order",
                        List.of("No.", "Time", "Phase", "Kind", "Event"),
                        report.history().stream()
                                .map(event -> List.of(
                                        Parts.text(String.valueOf(event.number())),
                                        time(event),
                                        Parts.text(phase(event)),
                                        Parts.text(word(event)),
                                        Parts.change(event.sentence())))));
    }

    private List<CutoverEvent> events(Predicate<CutoverEvent> which) {
        return report.history().stream().filter(which).toList();
    }

    private Html time(CutoverEvent event) {
        return Html.tag("time", Span.after(report.times().started(), event.at()))
                .with("datetime", event.at());
    }

    private static String phase(CutoverEvent event) {
        return lower(event.phase());
    }

    private static String word(CutoverEvent event) {
        return lower(event.kind());
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

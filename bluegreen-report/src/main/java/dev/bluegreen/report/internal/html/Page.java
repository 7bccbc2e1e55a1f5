package dev.bluegreen.report.internal.html;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.internal.html.Parts.Tone;
import dev.bluegreen.report.internal.html.TrafficCounts.Counts;
import dev.bluegreen.report.internal.html.TrafficSection.Mark;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ObjectiveVerdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The page of one operation.
 *
 * @param report what it came to
 * @param plan its plan; empty if it is not shown
 * @param series numbers of objectives, as far as they were collected
 * @param traffic requests, as far as they were collected
 */
public record Page(CutoverReport report, Optional<CutoverPlan> plan, Series series, TrafficCounts traffic) {

    private static final int MOST_MARKS = 20;
    private static final Set<Phase> MOVES = Set.of(Phase.SHIFT, Phase.ROLL_BACK);
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    /** The document. */
    public String html() {
        Html page = Html.tag("html").with("lang", "en").add(head(), body());
        return "<!DOCTYPE html>\n" + page.markup() + "\n";
    }

    private Html head() {
        return Html.tag("head")
                .add(
                        Html.tag("meta").with("charset", "utf-8"),
                        Html.tag("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", POLICY),
                        Html.tag("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Html.tag("meta").with("name", "color-scheme").with("content", "light dark"),
                        Html.tag("title", title() + ": " + Tables.lower(report.outcome())),
                        Html.tag("style").style(Style.SHEET));
    }

    private String title() {
        return report.release() + " "
                + report.from()
                        .filter(from -> from != report.to())
                        .map(from -> from + " → ")
                        .orElse("to ") + report.to();
    }

    private Html body() {
        Budget budget = new Budget();
        Map<String, Html> sections = sections(budget);
        Html contents = Html.tag("ul")
                .addAll(sections.keySet().stream()
                        .map(name -> Html.tag("li").add(Html.tag("a", name).with("href", "#" + anchor(name)))));
        return Html.tag("body")
                .add(
                        Html.tag("a", "Skip to the report").of("skip").with("href", "#main"),
                        header(),
                        Html.tag("nav").with("aria-label", "Sections").add(contents),
                        Html.tag("main").with("id", "main").addAll(sections.values().stream()),
                        Html.tag(
                                "footer",
                                "Made by bluegreen at the end of cutover " + report.id()
                                        + ". All times are UTC; +s count from the start."));
    }

    /** By the word that leads there; charts first, as they have to fit. */
    private Map<String, Html> sections(Budget budget) {
        Tables tables = new Tables(report, plan, budget);
        Map<String, Html> all = new LinkedHashMap<>();
        all.put("Timeline", new TimelineSection(report).html(budget));
        trafficSection().filter(budget::takes).ifPresent(section -> all.put("Traffic", section));
        if (!report.objectives().isEmpty()) {
            all.put("Objectives", objectives(budget));
        }
        all.put("Writes", tables.writes());
        all.put("Evidence", tables.evidence());
        all.put("Gates", tables.gates());
        all.put("Findings", tables.findings());
        tables.limits().ifPresent(section -> all.put("Limits", section));
        all.put("Events", tables.events());
        return all;
    }

    private static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Html header() {
        return Html.tag("header")
                .add(
                        Html.tag("p").of("eyebrow").add(outcome()),
                        Html.tag("h1", title()),
                        Html.tag("p", report.sentence()).of("lead"),
                        facts());
    }

    private Html outcome() {
        Tone tone = switch (report.outcome()) {
            case SWITCHED, UNCHANGED -> Tone.GOOD;
            case ROLLED_BACK, REFUSED, FROZEN, LEFT, ABANDONED -> Tone.WARN;
            case NEEDS_ATTENTION -> Tone.BAD;
        };
        return Parts.tag(tone, Tables.lower(report.outcome()));
    }

    private Html facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Traffic is on", report.active().map(Track::toString).orElse("not known"));
        report.cause().ifPresent(cause -> facts.put("Went back for", Tables.lower(cause)));
        facts.put("Started", Span.day(report.times().started()));
        facts.put("Took", Wording.of(report.took()));
        report.mixed().ifPresent(time -> facts.put("Both tracks took traffic for", Wording.of(time)));
        facts.put("Furthest milestone", report.milestone().map(Tables::lower).orElse("none"));
        facts.put("Cutover", report.id());
        plan.ifPresent(planned -> facts.put("Plan", planned.shortHash()));
        origin().ifPresent(last -> told(last, facts));
        Html list = Html.tag("dl");
        facts.forEach((name, value) -> list.add(Html.tag("div").add(Html.tag("dt", name), Html.tag("dd", value))));
        return list;
    }

    /** The last event that knows what is changed; events say more than a report about where and by whom. */
    private Optional<CutoverEvent> origin() {
        return report.history().stream()
                .reduce((earlier, later) -> later.change().images().isEmpty() ? earlier : later);
    }

    private static void told(CutoverEvent event, Map<String, String> facts) {
        put(facts, "Requested by", event.source().requester());
        put(facts, "Reason", event.source().reason());
        put(facts, "Namespace", event.source().namespace());
        put(facts, "Cluster", event.source().cluster());
        for (Track track : Track.values()) {
            put(
                    facts,
                    "Image of " + track,
                    String.join(", ", event.change().images().getOrDefault(track, List.of())));
        }
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    private Html objectives(Budget budget) {
        Html section = Parts.section("objectives", "Objectives");
        int number = 0;
        for (ObjectiveVerdict verdict : report.objectives()) {
            List<Series.Point> points = series.of(
                    verdict.name(), report.times().started(), report.times().ended(), Charts.MOST_POINTS);
            section.add(new ObjectiveSection(
                            ++number, verdict, points, report.times().started())
                    .html(budget));
        }
        return section;
    }

    private Optional<Html> trafficSection() {
        Instant from = report.times().started().minus(report.took());
        Instant to = report.times().ended().plus(report.took());
        List<Counts> within = traffic.all().values().stream()
                .filter(count -> count.at().isAfter(from) && count.at().isBefore(to))
                .toList();
        return new TrafficSection(within, traffic.width(), marks()).html();
    }

    private List<Mark> marks() {
        return report.history().stream()
                .filter(event -> event.kind() == Kind.WRITE && MOVES.contains(event.phase()))
                .limit(MOST_MARKS)
                .map(event -> new Mark(event.at(), event.sentence()))
                .toList();
    }
}

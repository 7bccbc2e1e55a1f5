package dev.bluegreen.report.internal.html;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.CutoverReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The phases of an operation one below the other, each as long as it took, with its writes. */
record TimelineSection(CutoverReport report) {

    private static final int HEIGHT = 24;
    private static final Set<Phase> ENDS = Set.of(Phase.DONE, Phase.ROLLED_BACK, Phase.FROZEN, Phase.NEEDS_ATTENTION);

    /** One phase. */
    private record Row(Phase phase, Instant from, Instant to, List<CutoverEvent> events) {}

    Html html(Budget budget) {
        Span span = new Span(report.times().started(), report.times().ended());
        List<Row> rows = rows();
        Stream<Html> shown = rows.stream().map(row -> row(row, span, rows.indexOf(row)));
        Html list = Html.tag("ol").of("phases").addAll(shown.filter(budget::takes));
        return Parts.section("timeline", "Timeline")
                .add(list)
                .add(Html.tag("div").of("strip").add(Html.tag("span"), span.axis()))
                .add(Html.tag("p", "A bar is the time of a phase, an upright line in it a write.")
                        .of("note"));
    }

    private List<Row> rows() {
        List<CutoverEvent> all = report.history();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).kind() == Kind.PHASE || i == 0) {
                starts.add(i);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            boolean last = i + 1 == starts.size();
            List<CutoverEvent> events = all.subList(starts.get(i), last ? all.size() : starts.get(i + 1));
            Instant end =
                    last ? report.times().ended() : all.get(starts.get(i + 1)).at();
            rows.add(new Row(events.get(0).phase(), events.get(0).at(), end, events));
        }
        return rows;
    }

    private Html row(Row row, Span span, int number) {
        String name = row.phase().name().replace('_', ' ').toLowerCase(Locale.ROOT);
        String took = ENDS.contains(row.phase())
                ? "at " + Span.clock(row.from())
                : Wording.of(Duration.between(row.from(), row.to()));
        long writes = row.events().stream()
                .filter(event -> event.kind() == Kind.WRITE)
                .count();
        double x = span.x(row.from());
        double width = Math.max(4, span.x(row.to()) - x);
        Html picture = Charts.picture(
                        "phase-" + number, name, took + ", " + writes + (writes == 1 ? " write" : " writes"), HEIGHT)
                .add(Charts.box("phase " + style(row.phase()), Math.min(x, Span.WIDTH - width), 4, width, HEIGHT - 8))
                .addAll(row.events().stream()
                        .filter(event -> event.kind() == Kind.WRITE)
                        .map(event -> Charts.upright("write", span.x(event.at()), HEIGHT)));
        return Html.tag("li")
                .of("strip")
                .add(Html.tag("span").add(Html.tag("b", name), Parts.text(" " + took)), picture);
    }

    private static String style(Phase phase) {
        return switch (phase) {
            case ROLL_BACK, ROLLED_BACK, FROZEN -> "warn";
            case NEEDS_ATTENTION -> "bad";
            case DONE -> "good";
            default -> "plain";
        };
    }
}

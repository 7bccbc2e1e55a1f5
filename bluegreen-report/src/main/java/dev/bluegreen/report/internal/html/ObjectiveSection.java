package dev.bluegreen.report.internal.html;

import dev.bluegreen.model.Wording;
import dev.bluegreen.report.internal.html.Parts.Tone;
import dev.bluegreen.report.internal.html.Series.Point;
import dev.bluegreen.result.ObjectiveVerdict;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One objective: its verdict, and its numbers with their limit.
 *
 * @param number its number on the page
 * @param points its numbers; none if nobody collected them
 * @param started the beginning of the operation
 */
record ObjectiveSection(int number, ObjectiveVerdict verdict, List<Point> points, Instant started) {

    Html html(Budget budget) {
        Html card = Html.tag("article")
                .of("card")
                .with("aria-labelledby", id() + "-h")
                .add(
                        Html.tag("h3", verdict.name()).with("id", id() + "-h"),
                        Html.tag("p").add(tag(), Parts.text(" " + figures())),
                        Html.tag("p", verdict.last()).of("said"));
        if (points.size() > 1) {
            Html chart = chart();
            Html values = values(budget);
            card.add(budget.takes(chart) ? chart : Html.tag("p", "The chart is left out, to keep the page below 1 MB."))
                    .add(values);
        }
        return card;
    }

    private String id() {
        return "objective-" + number;
    }

    private Html tag() {
        return switch (verdict.verdict()) {
            case MET -> Parts.tag(Tone.GOOD, "met");
            case BREACHED -> Parts.tag(Tone.BAD, "breached");
            case NOT_JUDGED -> Parts.tag(Tone.WARN, "not judged");
        };
    }

    private String figures() {
        String limit = verdict.bound().map(bound -> "expected " + bound + "; ").orElse("");
        return limit
                + said("last ", verdict.lastValue())
                + said("worst ", verdict.worstValue())
                + checks(verdict.samples())
                + (verdict.unjudged() == 0 ? "" : ", " + verdict.unjudged() + " without a verdict");
    }

    private static String checks(int count) {
        return count == 1 ? "1 check" : count + " checks";
    }

    private String said(String word, OptionalDouble value) {
        return value.isPresent() ? word + shown(value.getAsDouble()) + ", " : "";
    }

    private String shown(double value) {
        return verdict.bound().map(bound -> bound.shown(value)).orElseGet(() -> Wording.number(value));
    }

    private Html chart() {
        Span span = new Span(points.get(0).at(), points.get(points.size() - 1).at());
        Scale scale = Scale.of(points);
        double limit = points.get(points.size() - 1).reading().limit();
        Html plot = Html.tag("div")
                .of("plot")
                .add(scale.axis(limit, this::shown), Html.tag("div").add(picture(span, scale), span.axis()));
        return Html.tag("figure").add(plot, caption());
    }

    private Html picture(Span span, Scale scale) {
        ToDoubleFunction<Point> x = point -> span.x(point.at());
        ToDoubleFunction<Point> y = point -> scale.y(point.reading().value());
        return Charts.picture(id(), verdict.name() + " " + span.described(), about(), Charts.HEIGHT)
                .add(
                        Charts.line(
                                "limit",
                                points.stream(),
                                x,
                                point -> scale.y(point.reading().limit())),
                        Charts.line("value", points.stream(), x, y),
                        Charts.marks("dot", good(), x, y),
                        Charts.marks("cross", bad(), x, y));
    }

    private String about() {
        String limit = verdict.bound().map(bound -> " (" + bound + ")").orElse("");
        DoubleSummaryStatistics values =
                points.stream().mapToDouble(point -> point.reading().value()).summaryStatistics();
        return points.size() + " values between " + shown(values.getMin()) + " and " + shown(values.getMax()) + ", "
                + bad().count() + " of them on the bad side of the limit" + limit + ".";
    }

    private Stream<Point> good() {
        return points.stream().filter(point -> !point.isBad());
    }

    private Stream<Point> bad() {
        return points.stream().filter(Point::isBad);
    }

    private static Html caption() {
        return Html.tag("figcaption")
                .add(
                        Html.tag("span", "● value").of("key value"),
                        Html.tag("span", "■ value on the bad side").of("key bad"),
                        Html.tag("span", "- - limit").of("key bad"));
    }

    private Html values(Budget budget) {
        Stream<List<Html>> rows = points.stream()
                .map(point -> List.of(
                        Parts.text(Span.after(started, point.at())),
                        Parts.text(shown(point.reading().value())),
                        Parts.text(shown(point.reading().limit())),
                        Parts.text(point.isBad() ? "bad" : "good")));
        return Html.tag("details")
                .add(
                        Html.tag("summary", "Values of " + verdict.name() + " as a table"),
                        Parts.table(
                                budget,
                                verdict.name() + ": " + String.format(Locale.ROOT, "%,d", points.size()) + " values",
                                List.of("Time", "Value", "Limit", "Verdict"),
                                rows));
    }
}

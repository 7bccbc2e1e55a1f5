package dev.bluegreen.report.internal.html;

import dev.bluegreen.model.Wording;
import dev.bluegreen.report.internal.html.TrafficCounts.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Requests by track, and those that failed: a strip for each, on one axis of time.
 *
 * @param counts requests by stretches of time, in order
 * @param width the length of each stretch
 * @param marks the moments at which traffic was moved, in order
 */
record TrafficSection(List<Counts> counts, Duration width, List<Mark> marks) {

    private static final int HEIGHT = 60;
    private static final int GAP = 1;

    /** Numbers closer to each other than this could not be read. */
    private static final int APART = 25;

    /**
     * A moment that matters to traffic.
     *
     * @param at the moment
     * @param what the event
     */
    record Mark(Instant at, String what) {}

    /** Empty if nobody collected requests. */
    Optional<Html> html() {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        Span span =
                new Span(counts.get(0).at(), counts.get(counts.size() - 1).at().plus(width));
        Html figure = Html.tag("figure")
                .add(
                        numbers(span),
                        strip("blue", "BLUE answered", Counts::blue, span),
                        strip("green", "GREEN answered", Counts::green, span),
                        strip("failed", "failed", Counts::failed, span),
                        Html.tag("div").of("strip").add(Html.tag("span"), span.axis()))
                .add(Html.tag("figcaption", "Each bar is " + Wording.of(width) + "; all strips have one scale."))
                .add(legend());
        return Optional.of(Parts.section("traffic", "Traffic").add(figure));
    }

    private Html strip(String style, String name, ToLongFunction<Counts> part, Span span) {
        long most = counts.stream()
                .flatMapToLong(
                        all -> Stream.of(all.blue(), all.green(), all.failed()).mapToLong(Long::longValue))
                .max()
                .orElse(1);
        long sum = counts.stream().mapToLong(part).sum();
        double bar = Math.max(
                GAP,
                (double) width.toMillis()
                        * Span.WIDTH
                        / Math.max(1, Duration.between(span.from(), span.to()).toMillis()));
        Html picture = Charts.picture("traffic-" + style, name, about(name, part, sum), HEIGHT)
                .addAll(marks.stream().map(mark -> Charts.upright("mark", span.x(mark.at()), HEIGHT)))
                .addAll(counts.stream().filter(all -> part.applyAsLong(all) > 0).map(all -> {
                    double height = Math.max(2, (double) part.applyAsLong(all) * HEIGHT / Math.max(1, most));
                    return Charts.box(style, span.x(all.at()), HEIGHT - height, bar, height);
                }));
        Html label =
                Html.tag("span").add(Html.tag("b", name), Parts.text(" " + String.format(Locale.ROOT, "%,d", sum)));
        return Html.tag("div").of("strip").add(label, picture);
    }

    private String about(String name, ToLongFunction<Counts> part, long sum) {
        List<Counts> some =
                counts.stream().filter(all -> part.applyAsLong(all) > 0).toList();
        return some.isEmpty()
                ? "No request."
                : sum + " requests, from " + Span.clock(some.get(0).at()) + " to "
                        + Span.clock(some.get(some.size() - 1).at().plus(width)) + " UTC (" + name + ").";
    }

    private Html numbers(Span span) {
        Html line = Html.tag("div").of("marks").with("aria-hidden", "true");
        double told = -APART;
        for (int i = 0; i < marks.size(); i++) {
            double left = span.x(marks.get(i).at());
            if (left - told >= APART) {
                line.add(Html.tag("span", String.valueOf(i + 1))
                        .with("style", "left:" + Charts.number(left / 10) + "%"));
                told = left;
            }
        }
        return Html.tag("div").of("strip").add(Html.tag("span"), line);
    }

    private Html legend() {
        return Html.tag("ol")
                .of("legend")
                .addAll(marks.stream()
                        .map(mark -> Html.tag("li")
                                .add(Html.tag("time", Span.clock(mark.at())).with("datetime", mark.at()))
                                .text(" ")
                                .add(Parts.change(mark.what()))));
    }
}

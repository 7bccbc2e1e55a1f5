package dev.bluegreen.report.internal.html;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What charts are drawn with: shapes in a box of 1,000 by 200 that is stretched to the width of the page. */
final class Charts {

    static final int MOST_POINTS = 200;
    static final int HEIGHT = 200;

    private static final String BOX = "0 0 " + Span.WIDTH + " ";

    private Charts() {}

    /** A picture with a title and a description for those who do not see it. */
    static Html picture(String id, String title, String description, int height) {
        return Html.tag("svg")
                .with("viewBox", BOX + height)
                .with("preserveAspectRatio", "none")
                .with("role", "img")
                .with("aria-labelledby", id + "-t " + id + "-d")
                .add(
                        Html.tag("title", title).with("id", id + "-t"),
                        Html.tag("desc", description).with("id", id + "-d"));
    }

    static <T> Html line(String style, Stream<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        String all = points.map(point -> number(x.applyAsDouble(point)) + "," + number(y.applyAsDouble(point)))
                .collect(Collectors.joining(" "));
        return Html.tag("polyline").of(style).with("points", all);
    }

    /** Marks that keep their shape when the picture is stretched: caps of short lines, as print leaves out those of no length. */
    static <T> Html marks(String style, Stream<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        String all = points.map(
                        point -> "M" + number(x.applyAsDouble(point)) + " " + number(y.applyAsDouble(point)) + "h.01")
                .collect(Collectors.joining());
        return Html.tag("path").of(style).with("d", all);
    }

    static Html box(String style, double x, double y, double width, double height) {
        return Html.tag("rect")
                .of(style)
                .with("x", number(x))
                .with("y", number(y))
                .with("width", number(width))
                .with("height", number(height));
    }

    static Html upright(String style, double x, int height) {
        return Html.tag("line")
                .of(style)
                .with("x1", number(x))
                .with("x2", number(x))
                .with("y1", 0)
                .with("y2", height);
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}

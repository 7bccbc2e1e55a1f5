package dev.bluegreen.report.internal.html;

import dev.bluegreen.report.internal.html.Series.Point;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The vertical axis of a chart.
 *
 * @param least the least value shown, 0 if none is negative
 * @param most the greatest value shown
 */
record Scale(double least, double most) {

    private static final double ROOM = 1.15;

    /** Labels closer to each other than this could not be read. */
    private static final int APART = 20;

    static Scale of(List<Point> points) {
        double[] all = points.stream()
                .flatMapToDouble(point ->
                        DoubleStream.of(point.reading().value(), point.reading().limit()))
                .filter(Double::isFinite)
                .toArray();
        double least = Math.min(0, DoubleStream.of(all).min().orElse(0));
        double most = Math.max(0, DoubleStream.of(all).max().orElse(0));
        return new Scale(least, most > least ? least + (most - least) * ROOM : least + 1);
    }

    double y(double value) {
        double share = (value - least) / (most - least);
        return Charts.HEIGHT * (1 - Math.max(0, Math.min(1, share)));
    }

    /** The ends of the axis, and the limit between them. */
    Html axis(double limit, DoubleFunction<String> shown) {
        Html axis = Html.tag("div").of("y").with("aria-hidden", "true");
        label(axis, least, shown.apply(least));
        if (Math.abs(y(limit) - y(least)) > APART) {
            label(axis, limit, "limit " + shown.apply(limit));
        }
        if (y(limit) - y(most) > APART) {
            label(axis, most, shown.apply(most));
        }
        return axis;
    }

    private void label(Html axis, double value, String text) {
        axis.add(Html.tag("span", text).with("style", "top:" + Charts.number(y(value)) + "px"));
    }
}

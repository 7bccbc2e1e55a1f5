package dev.bluegreen.report.internal.html;

import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A stretch of time as the horizontal axis of a chart, 1,000 wide.
 *
 * @param from its beginning
 * @param to its end
 */
record Span(Instant from, Instant to) {

    static final int WIDTH = 1_000;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Where a moment is, from 0 to 1,000. */
    double x(Instant at) {
        double all = Math.max(1, millis(from, to));
        return Math.max(0, Math.min(WIDTH, millis(from, at) * WIDTH / all));
    }

    private static double millis(Instant one, Instant other) {
        return Duration.between(one, other).toMillis();
    }

    /** The labels below the axis. */
    Html axis() {
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        return Html.tag("div")
                .of("x")
                .with("aria-hidden", "true")
                .add(
                        Html.tag("span", clock(from)),
                        Html.tag("span", clock(middle)),
                        Html.tag("span", clock(to) + " UTC"));
    }

    String described() {
        return "from " + clock(from) + " to " + clock(to) + " UTC";
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    /** {@code +12.3 s} after a moment. */
    static String after(Instant start, Instant at) {
        Duration time = Duration.between(start, at);
        return time.toMinutes() == 0
                ? String.format(Locale.ROOT, "+%.3f s", time.toMillis() / 1_000.0)
                : "+" + Wording.of(time);
    }
}

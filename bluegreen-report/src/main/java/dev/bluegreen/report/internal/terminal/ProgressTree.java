package dev.bluegreen.report.internal.terminal;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * One operation as a tree of its phases. For one thread at a time.
 *
 * <p>Its lines are the heavy ones: JLine sends light ones in the terminal's second character set, which some do not have.
 */
public final class ProgressTree {

    private static final int BAR = 20;
    private static final int INDENT = 3;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle SOFT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle WARN = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle BAD = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final CutoverEvent first;
    private final Map<Phase, Duration> budgets;
    private final List<Entry> phases = new ArrayList<>();
    private final Shares shares = new Shares();
    private CutoverEvent last;

    /** @param budgets the longest each phase may take, as far as that is known */
    public ProgressTree(CutoverEvent first, Map<Phase, Duration> budgets) {
        this.first = first;
        this.budgets = budgets;
        this.last = first;
    }

    /** A phase, since when, and what it says. */
    private static final class Entry {

        private final Phase phase;
        private final Instant since;
        private Optional<Instant> until = Optional.empty();
        private Optional<String> says = Optional.empty();

        Entry(Phase phase, Instant since) {
            this.phase = phase;
            this.since = since;
        }
    }

    /** Takes an event in. */
    public void on(CutoverEvent event) {
        last = event;
        shares.on(event);
        if (event.kind() == Kind.PHASE || phases.isEmpty()) {
            current().ifPresent(over -> over.until = Optional.of(event.at()));
            phases.add(new Entry(event.phase(), event.at()));
        }
        if (event.kind() == Kind.WAITING || event.kind() == Kind.ROLL_BACK) {
            current().ifPresent(entry -> entry.says = Optional.of(event.sentence()));
        }
        if (isEnded()) {
            current().ifPresent(entry -> entry.until = Optional.of(event.at()));
        }
    }

    private Optional<Entry> current() {
        return phases.isEmpty() ? Optional.empty() : Optional.of(phases.get(phases.size() - 1));
    }

    /** True after the end of the operation. */
    public boolean isEnded() {
        return last.kind() == Kind.ENDED;
    }

    /** The tree at a moment, in lines of at most this width. */
    public List<AttributedString> lines(Instant now, int width) {
        List<AttributedString> lines = new ArrayList<>();
        Instant end = isEnded() ? last.at() : now;
        lines.add(line(width, PLAIN.bold(), title() + "  ", SOFT, Wording.of(time(first.at(), end))));
        for (Entry entry : phases) {
            lines.add(entry(entry, now, width));
            entry.says
                    .filter(text -> entry.until.isEmpty() || entry.phase == Phase.ROLL_BACK)
                    .ifPresent(text -> lines.add(line(width, SOFT, "┃     " + text)));
        }
        shares.now()
                .forEach(
                        (router, split) -> lines.add(line(width, SOFT, "┣━ ", PLAIN, bar(split) + "  ", SOFT, router)));
        if (isEnded()) {
            end(width).forEach(lines::add);
        } else {
            lines.add(line(width, SOFT, "┗━ ..."));
        }
        return lines;
    }

    private String title() {
        String tracks = last.change()
                .to()
                .map(to -> last.change()
                                .from()
                                .filter(from -> from != to)
                                .map(from -> " " + from + " → ")
                                .orElse(" ")
                        + to)
                .orElse("");
        return first.release() + tracks;
    }

    private AttributedString entry(Entry entry, Instant now, int width) {
        boolean over = entry.until.isPresent();
        boolean back =
                entry.phase == Phase.ROLL_BACK || entry.phase == Phase.ROLLED_BACK || entry.phase == Phase.FROZEN;
        boolean bad = entry.phase == Phase.NEEDS_ATTENTION;
        AttributedStyle style = bad ? BAD : back ? WARN : over ? GOOD : PLAIN.bold();
        String sign = bad ? "✗" : back ? "!" : over ? "✓" : "▸";
        String name = entry.phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Duration took = time(entry.since, entry.until.orElse(now));
        String budget = over ? "" : budget(entry.phase, took);
        return line(width, SOFT, "┣━ ", style, sign + " " + pad(name, 16), PLAIN, Wording.of(took), SOFT, budget);
    }

    private String budget(Phase phase, Duration took) {
        Duration most = budgets.getOrDefault(phase, Duration.ZERO);
        if (most.isZero()) {
            return "";
        }
        long done = Math.min(BAR, took.toMillis() * BAR / Math.max(1, most.toMillis()));
        return " of " + Wording.of(most) + "  " + "█".repeat((int) done) + "░".repeat((int) (BAR - done));
    }

    /** The whole sentence, in as many lines as it takes. */
    private Stream<AttributedString> end(int width) {
        AttributedStyle style =
                last.severity() == Severity.ERROR ? BAD : last.severity() == Severity.WARNING ? WARN : GOOD;
        List<AttributedString> all =
                new AttributedString(last.sentence(), style).columnSplitLength(Math.max(1, width - INDENT));
        return IntStream.range(0, all.size())
                .mapToObj(place -> new AttributedStringBuilder()
                        .styled(SOFT, place == 0 ? "┗━ " : "   ")
                        .append(all.get(place))
                        .toAttributedString());
    }

    private static String bar(TrafficSplit split) {
        long green = Math.round((double) split.green() * BAR / (split.blue() + split.green()));
        long share = Math.round(100.0 * split.green() / (split.blue() + split.green()));
        return "BLUE " + pad((100 - share) + " %", 5) + " " + "░".repeat((int) (BAR - green)) + "█".repeat((int) green)
                + " " + pad(share + " %", 5) + " GREEN";
    }

    private static Duration time(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Pairs of style and text, cut at the width. */
    private static AttributedString line(int width, Object... parts) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            line.styled((AttributedStyle) parts[i], (String) parts[i + 1]);
        }
        return line.columnSubSequence(0, Math.max(1, width));
    }

    @Override
    public String toString() {
        return lines(last.at(), Integer.MAX_VALUE).stream()
                .map(AttributedString::toString)
                .collect(Collectors.joining("\n"));
    }
}

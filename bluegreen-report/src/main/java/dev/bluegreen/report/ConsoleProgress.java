package dev.bluegreen.report;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Input;
import dev.bluegreen.report.internal.terminal.ProgressTree;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.spi.Time;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/**
 * Progress of operations for a person: {@code .listener(progress)}. In a terminal a live tree, with what is waited for, elapsed
 * time and budget, and the share of each track; elsewhere, such as in the log of a pipeline, plain lines. Thread-safe;
 * {@link #close} leaves the tree as it stands.
 */
public final class ConsoleProgress implements CutoverListener, AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MOST_TREES = 4;
    private static final Set<Kind> TOLD =
            Set.of(Kind.WAITING, Kind.INTENT, Kind.WRITE, Kind.MILESTONE, Kind.WAY_BACK, Kind.ROLL_BACK, Kind.ENDED);

    private final Optional<Terminal> terminal;
    private final PrintStream lines;
    private final Time time;
    private final Map<Phase, Duration> budgets = new HashMap<>();
    private final Map<String, ProgressTree> trees = new LinkedHashMap<>();
    private final Map<String, Instant> starts = new LinkedHashMap<>();
    private final @Nullable Display display;
    private boolean ticking;
    private boolean closed;

    private ConsoleProgress(Optional<Terminal> terminal, PrintStream lines, Time time) {
        this.terminal = terminal;
        this.lines = lines;
        this.time = time;
        this.display = terminal.map(one -> new Display(one, false)).orElse(null);
    }

    /** A tree in the terminal of this process; plain lines on the standard output where that is none. */
    public static ConsoleProgress open() {
        return open(SystemOutput.SysOut, System.out);
    }

    /** The same on the standard error, for programs whose standard output is their result. */
    public static ConsoleProgress onStandardError() {
        return open(SystemOutput.SysErr, System.err);
    }

    private static ConsoleProgress open(SystemOutput output, PrintStream otherwise) {
        boolean isWindows = System.getProperty("os.name", "").startsWith("Windows");
        try {
            // Elsewhere stty does, without native code that newer JDKs warn of.
            Terminal found = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(output)
                    .dumb(true)
                    .jni(isWindows)
                    .build();
            if (!found.getType().startsWith(Terminal.TYPE_DUMB)) {
                return in(found, Time.system());
            }
            found.close();
        } catch (IOException e) {
            // Plain lines need no terminal.
        }
        return plain(otherwise);
    }

    /**
     * Plain lines, whatever they are written to.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static ConsoleProgress plain(PrintStream out) {
        return new ConsoleProgress(
                Optional.empty(), Input.given("progress.out", out, "give a PrintStream"), Time.system());
    }

    static ConsoleProgress in(Terminal terminal, Time time) {
        return new ConsoleProgress(Optional.of(terminal), System.out, time);
    }

    /**
     * Sets the budgets of the phases to the limits of a plan, and returns this.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public synchronized ConsoleProgress budgets(CutoverPlan plan) {
        Input.given("progress.plan", plan, "give a CutoverPlan");
        budgets.put(Phase.PREFLIGHT, plan.deadlines().preflight());
        budgets.put(Phase.APPROVE, plan.approval());
        budgets.put(Phase.VERIFY, plan.deadlines().verify());
        budgets.put(Phase.BAKE, plan.bake());
        budgets.put(Phase.ROLL_BACK, plan.deadlines().rollBack());
        return this;
    }

    @Override
    public String name() {
        return "progress";
    }

    @Override
    public synchronized void on(CutoverEvent event) {
        if (closed || event.replayed()) {
            return;
        }
        if (terminal.isEmpty()) {
            print(event);
            return;
        }
        trees.computeIfAbsent(event.cutoverId(), id -> new ProgressTree(event, budgets))
                .on(event);
        draw();
        if (trees.values().stream().allMatch(ProgressTree::isEnded) || trees.size() > MOST_TREES) {
            leave();
        }
        tick();
    }

    private void print(CutoverEvent event) {
        Instant start = starts.computeIfAbsent(event.cutoverId(), id -> event.at());
        if (event.kind() == Kind.ENDED) {
            starts.remove(event.cutoverId());
        }
        boolean risk = event.kind() == Kind.FINDING && event.severity() != Severity.INFO;
        if (TOLD.contains(event.kind()) || risk || event.kind() == Kind.PHASE) {
            String text = event.kind() == Kind.PHASE
                    ? ""
                    : event.kind().name().toLowerCase(Locale.ROOT) + ": " + event.sentence();
            lines.printf(
                    Locale.ROOT,
                    "%s %9.3f s  %-15s %s%n",
                    event.release(),
                    Duration.between(start, event.at()).toMillis() / 1_000.0,
                    event.phase(),
                    text);
        }
    }

    /** The elapsed time goes on between events. */
    private void tick() {
        if (!ticking && !closed && !trees.isEmpty()) {
            ticking = true;
            time.after(TICK, this::ticked);
        }
    }

    private synchronized void ticked() {
        ticking = false;
        if (!closed && !trees.isEmpty()) {
            draw();
            tick();
        }
    }

    private void draw() {
        Terminal shown = terminal.orElseThrow();
        int rows = Math.max(2, shown.getHeight());
        int width = Math.max(20, shown.getWidth());
        List<AttributedString> all = new ArrayList<>();
        trees.values().forEach(tree -> all.addAll(tree.lines(time.now(), width - 1)));
        List<AttributedString> visible = new ArrayList<>(all.subList(Math.max(0, all.size() - rows + 1), all.size()));
        visible.add(AttributedString.EMPTY);
        if (display != null) {
            display.resize(rows, width);
            display.update(visible, shown.getSize().cursorPos(visible.size() - 1, 0));
        }
        shown.flush();
    }

    /** What was drawn stays, and the next tree begins below it. */
    private void leave() {
        trees.clear();
        if (display != null) {
            display.reset();
        }
    }

    /** Ends the drawing, and gives the terminal back. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (terminal.isPresent()) {
                terminal.get().close();
            }
        } catch (IOException e) {
            // It was only drawn to.
        }
    }
}

package dev.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.report.internal.terminal.ProgressTree;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

/** A tree in a terminal, plain lines elsewhere. */
class ConsoleProgressTest {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final List<CutoverEvent> events = new ArrayList<>();

    @Test
    void theTreeOfASwitchShowsPhasesSharesAndTheEnd() {
        Switched.report(ReportCollector.create(), Integer.MAX_VALUE, events::add);

        assertThat(tree(events.size()))
                .startsWith("shop BLUE → GREEN  10 min")
                .contains("┣━ ✓ preflight", "┣━ ✓ bake            10 min", "┣━ ✓ done")
                .contains("BLUE 0 %   ████████████████████ 100 % GREEN  router/web")
                .endsWith("┗━ shop was switched from BLUE to GREEN; traffic is on GREEN.");
    }

    @Test
    void aRollbackShowsWhyAndTrafficBackOnBlue() {
        Switched.report(ReportCollector.create(), 5, events::add);

        assertThat(tree(events.size()))
                .contains("! roll back", "┃     back to BLUE: an SLO is breached", "! rolled back")
                .contains("BLUE 100 % ░░░░░░░░░░░░░░░░░░░░ 0 %   GREEN  router/web")
                .contains("┗━ shop was switched to GREEN and sent back");
    }

    @Test
    void thePhaseThatRunsShowsItsBudgetAndWhatItWaitsFor() {
        ProgressTree tree = new ProgressTree(
                Samples.event(1, 0, Phase.APPROVE, Kind.PHASE, "APPROVE"), Map.of(Phase.APPROVE, Duration.ofHours(4)));
        tree.on(Samples.event(1, 0, Phase.APPROVE, Kind.PHASE, "APPROVE"));
        tree.on(Samples.event(2, 1, Phase.APPROVE, Kind.WAITING, "waits for the approval of plan 1"));

        String shown = tree.lines(Samples.at(2 * 3600), 80).stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));

        assertThat(shown)
                .contains("┣━ ▸ approve         2 h 0 min of 4 h 0 min  ██████████░░░░░░░░░░")
                .contains("┃     waits for the approval of plan 1")
                .endsWith("┗━ ...");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        Switched.report(ReportCollector.create(), 5, events::add);
        ProgressTree tree = new ProgressTree(events.get(0), Map.of());
        events.forEach(tree::on);

        assertThat(tree.lines(Samples.at(0), 30)).allMatch(line -> line.columnLength() <= 30);
        assertThat(tree.lines(Samples.at(0), 30).stream().map(Object::toString).collect(Collectors.joining()))
                .as("the end is not cut")
                .contains("BLUE.");
    }

    @Test
    void aTerminalIsDrawnAnewAndKeepsTheLastTree() throws Exception {
        VirtualTime time = VirtualTime.create();
        try (Terminal terminal = terminal();
                ConsoleProgress progress = ConsoleProgress.in(terminal, time).budgets(Samples.plan())) {
            Switched.report(ReportCollector.create(), Integer.MAX_VALUE, progress);
            time.advance(Duration.ofSeconds(5));
        }

        assertThat(screen()).contains("\u001b[", "✓ ", "shop was switched from BLUE to GREEN");
    }

    @Test
    void theElapsedTimeGoesOnBetweenEvents() throws Exception {
        VirtualTime time = VirtualTime.create();
        try (Terminal terminal = terminal();
                ConsoleProgress progress = ConsoleProgress.in(terminal, time)) {
            progress.on(CutoverEvent.builder("shop", "c1", 1, time.now())
                    .phase(Phase.BAKE)
                    .kind(Kind.PHASE)
                    .sentence("BAKE")
                    .build());
            int before = screen().length();
            time.advance(Duration.ofMinutes(2));

            assertThat(screen().substring(before)).contains("1 min");
        }
    }

    @Test
    void elsewhereThereArePlainLinesWithoutControlCharacters() {
        try (ConsoleProgress progress = ConsoleProgress.plain(new PrintStream(screen, true, StandardCharsets.UTF_8))) {
            Switched.report(ReportCollector.create(), 5, progress);
        }

        assertThat(screen().lines())
                .hasSizeLessThan(30)
                .allMatch(line -> line.startsWith("shop ") && line.indexOf(0x1b) < 0)
                .anyMatch(line -> line.contains("SHIFT") && line.contains("write: router/web is 0/100"))
                .anyMatch(line -> line.contains("roll_back: back to BLUE: an SLO is breached"))
                .last()
                .asString()
                .contains("ended: shop was switched to GREEN and sent back");
    }

    @Test
    void afterCloseAndForRedeliveredEventsNothingIsShown() {
        ConsoleProgress progress = ConsoleProgress.plain(new PrintStream(screen, true, StandardCharsets.UTF_8));
        progress.on(Samples.event(1, 0, Phase.BAKE, Kind.PHASE, "BAKE").again());
        progress.close();
        progress.on(Samples.event(2, 0, Phase.BAKE, Kind.PHASE, "BAKE"));

        assertThat(screen()).isEmpty();
        assertThatThrownBy(() -> ConsoleProgress.plain(null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> progress.budgets(null)).hasMessageContaining("progress.plan");
    }

    private String tree(int events) {
        ProgressTree tree = new ProgressTree(this.events.get(0), Map.of());
        this.events.subList(0, events).forEach(tree::on);
        return tree.toString();
    }

    private Terminal terminal() throws Exception {
        ExternalTerminal terminal = new ExternalTerminal(
                "test", "xterm-256color", new ByteArrayInputStream(new byte[0]), screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(120, 40));
        return terminal;
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}

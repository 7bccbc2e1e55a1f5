package dev.bluegreen.examples.gradual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.examples.gradual.ShareView.Frame;
import dev.bluegreen.model.TrafficSplit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GradualExampleTest {

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

    @Test
    void aTenthAtATimeMovesAndNoRequestFails() {
        boolean succeeded = new GradualExample(out, false).run();

        assertThat(text())
                .contains("weights 90/10", "weights 50/50", "weights 10/90", "weights 0/100", "100 % GREEN, failed: 0")
                .doesNotContain("\r")
                .endsWith("failed requests: 0\n");
        assertThat(succeeded).isTrue();
    }

    @Test
    void aLineIsRedrawnInATerminalAndPrintedOnceElsewhere() {
        show(new ShareView(out, true));
        assertThat(text().split("\r", -1)).hasSize(4);
        assertThat(text().split("\n", -1)).hasSize(3);

        text.reset();
        show(new ShareView(out, false));
        assertThat(text())
                .isEqualTo("1 min 10 s     weights 90/10   [" + "#".repeat(5) + ".".repeat(45)
                        + "]  10 % GREEN, failed: 0\n" + "2 min          weights 80/20   [" + "#".repeat(10)
                        + ".".repeat(40) + "]  20 % GREEN, failed: 1\n");
    }

    private static void show(ShareView view) {
        view.show(new Frame(Duration.ofSeconds(60), new TrafficSplit(90, 10), 3, 0));
        view.show(new Frame(Duration.ofSeconds(70), new TrafficSplit(90, 10), 10, 0));
        view.show(new Frame(Duration.ofSeconds(120), new TrafficSplit(80, 20), 20, 1));
        view.end();
        assertThat(view.steps()).isEqualTo(2);
        assertThat(view.last()).isEqualTo(new TrafficSplit(80, 20));
    }

    private String text() {
        return text.toString(StandardCharsets.UTF_8);
    }
}

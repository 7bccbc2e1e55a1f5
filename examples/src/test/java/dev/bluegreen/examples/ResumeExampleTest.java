package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With five processes, in real time, though a fast one: in a build it runs once. */
@Tag("exhaustive")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ResumeExampleTest {

    @Test
    void aCutoverThatIsKilledThreeTimesEndsAsWasAskedForAndLosesNoRequest() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        boolean succeeded = new ResumeExample(new PrintStream(text, true, StandardCharsets.UTF_8)).run();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains(
                        "claims to be ann",
                        "holds 90/10 for 20 s",
                        "traffic on GREEN",
                        "BLUE -> GREEN SWITCHED",
                        "resumed by")
                .endsWith("killed 3, resumed 3, failed requests: 0" + System.lineSeparator());
        assertThat(succeeded).isTrue();
    }
}

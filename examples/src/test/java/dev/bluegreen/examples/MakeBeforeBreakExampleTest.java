package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MakeBeforeBreakExampleTest {

    @Test
    void thePlainPatchLosesRequestsAndTheOtherNone() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        boolean succeeded = new MakeBeforeBreakExample(new PrintStream(text, true, StandardCharsets.UTF_8)).run();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("pod-ip-load-balancer", "both tracks took traffic for 20 s")
                .endsWith("failed requests: 0\n");
        assertThat(succeeded).isTrue();
    }
}

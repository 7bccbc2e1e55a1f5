package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FullReleaseTest {

    @Test
    void isApprovedComesBackFromABreachSucceedsWithTheNextVersionAndLosesNoRequest() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        boolean succeeded = new FullRelease(new PrintStream(text, true, StandardCharsets.UTF_8)).run();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("claims to be ann", "ROLLED_BACK by", "BLUE is retired", "failed requests: 0");
        assertThat(succeeded).isTrue();
    }
}

package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {

    /** CriticalPathTest has the same figures; the script's never change. */
    @Test
    void endsWithTheFiguresOfThisVersionAndOfTheOneBefore() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        new Waterfall(new PrintStream(text, true, StandardCharsets.UTF_8)).run();

        List<String> lines = text.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("switchTo: 4 steps, 9 requests, 36 ms (before: 115 ms); rollBack: 4 steps, 7 requests,"
                        + " 36 ms; way back in a bake: 2 steps, 2 requests, 27 ms");
        assertThat(lines).contains("== switchTo of commit 987bf20, replayed: 11 steps, 17 requests, 115 ms");
    }
}

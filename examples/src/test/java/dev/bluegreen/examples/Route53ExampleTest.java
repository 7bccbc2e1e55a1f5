package dev.bluegreen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Route53ExampleTest {

    @Test
    void clientsThatResolveMoveWithinTheTtlAndNoneIsSentToARetiredTrack() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        boolean succeeded = new Route53Example(new PrintStream(text, true, StandardCharsets.UTF_8)).run();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains(
                        "TRAFFIC_VERIFIED",
                        "route53:ChangeResourceRecordSets",
                        "last answer of BLUE",
                        "failed requests: 0");
        assertThat(succeeded).isTrue();
    }
}

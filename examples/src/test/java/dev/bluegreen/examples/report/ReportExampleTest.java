package dev.bluegreen.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the report writes its page. */
class ReportExampleTest {

    @Test
    void writesAPageWithChartsAfterABreach(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Path file = folder.resolve("report.html");

        assertThat(new ReportExample(new PrintStream(said), file).run())
                .as(said.toString())
                .isTrue();

        assertThat(said.toString()).contains("report: " + file);
        assertThat(Files.readString(file))
                .contains(
                        "rolled back", "breached", "id=\"traffic-green-t\"", "id=\"objective-1-t\"", "class=\"cross\"");
    }
}

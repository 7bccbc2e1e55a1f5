package dev.bluegreen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one: charts and rows are there, and nothing is wider than the window. */
class BrowserTest {

    /** Two windows with the page, and a script beside them that measures what they show. */
    private static final String FRAMES = """
            <!DOCTYPE html><meta charset="utf-8"><title>measures</title><body>
            <iframe width="390" height="800"></iframe><iframe width="1280" height="800"></iframe>
            <pre id="said"></pre><pre id="errors"></pre>
            <script>
            addEventListener('error', e => document.getElementById('errors').textContent += e.message);
            const page = PAGE;
            for (const frame of document.querySelectorAll('iframe')) {
              frame.onload = () => {
                const shown = frame.contentDocument;
                const charts = [...shown.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().height > 10);
                const wide = [...shown.querySelectorAll('body *')]
                    .filter(e => e.getBoundingClientRect().right > frame.clientWidth + 1 && !e.closest('svg'));
                document.getElementById('said').textContent += `width=${frame.clientWidth}`
                    + ` scroll=${shown.documentElement.scrollWidth} charts=${charts.length}`
                    + ` rows=${shown.querySelectorAll('tbody tr').length} wide=${wide.map(e => e.tagName)};`;
              };
              frame.srcdoc = page;
            }
            </script>
            """;

    @Test
    void showsChartsAndRowsWithoutErrorsOrHorizontalScrolling(@TempDir Path folder) throws Exception {
        Optional<String> browser = browser();
        if (browser.isEmpty()) {
            System.out.println("BrowserTest is skipped: there is no Chromium here");
        }
        assumeTrue(browser.isPresent());

        String seen = show(browser.orElseThrow(), folder, page());

        assertThat(seen)
                .containsPattern("width=390 scroll=390 charts=\\d\\d+ rows=\\d\\d+ wide=;")
                .containsPattern("width=1280 scroll=1280 charts=\\d\\d+ rows=\\d\\d+ wide=;")
                .contains("<pre id=\"errors\"></pre>");
    }

    private static String page() {
        ReportCollector collector = ReportCollector.create();
        CutoverReport report = Switched.report(collector, 100, event -> {});
        Instant start = report.times().started();
        for (int i = 0; i < 300; i++) {
            collector.answered(start.plusMillis(i * 100L), i < 100 ? Track.BLUE : Track.GREEN);
        }
        return HtmlReport.of(report).plan(Samples.plan()).collected(collector).html();
    }

    private static String show(String browser, Path folder, String page) throws Exception {
        String script = "JSON.parse(decodeURIComponent('" + encoded(page) + "'))";
        Path frames = Files.writeString(folder.resolve("frames.html"), FRAMES.replace("PAGE", script));
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        frames.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
            return Files.readString(dom);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String encoded(String page) throws IOException {
        String json = new com.google.gson.Gson().toJson(page);
        return java.net.URLEncoder.encode(json, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("'", "%27");
    }

    private static Optional<String> browser() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}

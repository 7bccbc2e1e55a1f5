package dev.bluegreen.cli.internal;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.HtmlReport;
import dev.bluegreen.report.JunitXml;
import dev.bluegreen.report.ReportCollector;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that a report is written to.
 *
 * @param collected for the charts of the page
 */
record ReportFiles(Optional<Path> junit, Optional<Path> html, ReportCollector collected) {

    /** @throws ConfigurationException if a file could not be written, while nothing is done yet */
    static ReportFiles of(Arguments arguments, ReportCollector collected) {
        ReportFiles files = new ReportFiles(arguments.path(Options.JUNIT), arguments.path(Options.HTML), collected);
        Stream.of(files.junit, files.html).flatMap(Optional::stream).forEach(ReportFiles::requireWritable);
        return files;
    }

    /** A file in a folder that is there. */
    static void requireWritable(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (!Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new ConfigurationException(
                    "file: " + Wording.quoted(file) + " cannot be written; give a file in a folder that exists");
        }
    }

    /** A file that cannot be written any more does not change how the operation ended. */
    void write(CutoverReport report, Optional<CutoverPlan> plan, PrintStream err) {
        try {
            if (junit.isPresent()) {
                Files.writeString(junit.get(), JunitXml.of(report));
            }
            HtmlReport page = HtmlReport.of(report).collected(collected);
            html.ifPresent(file -> plan.map(page::plan).orElse(page).writeTo(file));
        } catch (IOException | UncheckedIOException e) {
            err.println("a report was not written: " + Wording.line(String.valueOf(e.getMessage())));
        }
    }
}

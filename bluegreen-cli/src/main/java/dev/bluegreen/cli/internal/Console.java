package dev.bluegreen.cli.internal;

import dev.bluegreen.report.ConsoleProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What a command reads from and writes to.
 *
 * @param in for files named {@code -}
 * @param out results
 * @param err everything else
 * @param progress opens the view of what is under way, on {@code err}
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Supplier<ConsoleProgress> progress) {

    /** All that can be read. */
    public String text() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the standard input cannot be read", e);
        }
    }
}

package dev.bluegreen.examples;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Prints events as they happen, with the milliseconds since the operation began. */
final class ProgressPrinter implements CutoverListener {

    private final PrintStream out;
    private @Nullable Instant began;

    ProgressPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(CutoverEvent event) {
        Instant start = began == null || event.number() == 1 ? event.at() : began;
        began = start;
        long millis = Duration.between(start, event.at()).toMillis();
        if (event.kind() == CutoverEvent.Kind.PHASE) {
            out.printf("  %5d ms  %s%n", millis, event.phase());
        } else {
            out.printf("  %5d ms    %-9s %s%n", millis, event.kind(), event.sentence());
        }
    }
}

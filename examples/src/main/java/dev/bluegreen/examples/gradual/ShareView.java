package dev.bluegreen.examples.gradual;

import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A line for each step, as it stood at its end; in a terminal the line is redrawn while the step lasts. */
final class ShareView {

    private static final int WIDTH = 50;

    private final PrintStream out;
    private final boolean terminal;
    private @Nullable Frame latest;
    private int steps;

    ShareView(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * One moment.
     *
     * @param split the weights in the route
     * @param green share of GREEN in the last requests, in percent
     * @param failed all failed requests
     */
    record Frame(Duration elapsed, TrafficSplit split, int green, long failed) {

        @Override
        public String toString() {
            int bar = green * WIDTH / 100;
            return "%-14s weights %-7s [%s%s] %3d %% GREEN, failed: %d"
                    .formatted(Wording.of(elapsed), split, "#".repeat(bar), ".".repeat(WIDTH - bar), green, failed);
        }
    }

    void show(Frame frame) {
        if (latest == null || !latest.split().equals(frame.split())) {
            end();
            steps++;
        }
        latest = frame;
        if (terminal) {
            out.print("\r" + frame);
            out.flush();
        }
    }

    /** Ends the line of the step that is shown. */
    void end() {
        if (latest != null) {
            out.println(terminal ? "" : latest.toString());
        }
    }

    /** The number of different weights in a row, those before the first step included. */
    int steps() {
        return steps;
    }

    /** The last weights that were shown. */
    TrafficSplit last() {
        return latest == null ? TrafficSplit.both() : latest.split();
    }
}

package dev.bluegreen.laws.killmatrix;

import java.util.function.Consumer;

/** Counts the runs of a matrix and reports each twentieth part. Thread-safe. */
final class Progress {

    private static final int PARTS = 20;

    private final int all;
    private final Consumer<String> line;
    private int done;
    private int failed;

    Progress(int all, Consumer<String> line) {
        this.all = all;
        this.line = line;
    }

    synchronized KillRunResult after(KillRunResult result) {
        done++;
        failed += result.failures().isEmpty() ? 0 : 1;
        if (done == all || done % Math.max(1, all / PARTS) == 0) {
            line.accept("kill matrix: " + done + " of " + all + " runs, " + failed + " failed");
        }
        return result;
    }
}

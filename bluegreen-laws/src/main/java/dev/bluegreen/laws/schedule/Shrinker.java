package dev.bluegreen.laws.schedule;

import java.util.function.Function;

/** Removes the parts of a failing schedule that the failure does not need. */
final class Shrinker {

    private static final int MOST_RUNS = 500;

    private final Function<Schedule, RunResult> run;
    private int runs;

    Shrinker(Function<Schedule, RunResult> run) {
        this.run = run;
    }

    /** The shortest failing run it finds, by removing one part after the other as long as the run fails. */
    RunResult shrink(RunResult failed) {
        RunResult shortest = failed;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (int part = shortest.schedule().parts() - 1; part >= 0 && runs < MOST_RUNS; part--) {
                RunResult next = run.apply(shortest.schedule().without(part));
                runs++;
                if (next.failsLike(shortest)) {
                    shortest = next;
                    shorter = true;
                }
            }
        }
        return shortest;
    }
}

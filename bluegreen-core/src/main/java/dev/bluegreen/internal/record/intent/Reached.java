package dev.bluegreen.internal.record.intent;

import dev.bluegreen.check.slo.Slo.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Progress of a cutover. Only watched time counts.
 *
 * @param tested true if the smoke tests have passed
 * @param step the step that traffic was moved to last
 * @param baked watched time of the bake
 * @param objectives their results so far, in the order of {@link Terms#objectives}
 * @param resumptions number of resumptions
 */
public record Reached(boolean tested, Step step, Duration baked, List<State> objectives, int resumptions) {

    /** Nothing yet. */
    public static final Reached NOTHING = new Reached(false, Step.NONE, Duration.ZERO, List.of(), 0);

    /** Copies the list, up to its limit. */
    public Reached {
        objectives = List.copyOf(objectives.subList(0, Math.min(Terms.OBJECTIVES, objectives.size())));
    }

    /**
     * A step of the schedule.
     *
     * @param index its place in the schedule, from 0; after the last one everything moves; -1 before the first
     * @param proven time of its proof
     * @param watched watched time
     */
    public record Step(int index, Optional<Instant> proven, Duration watched) {

        /** Before the first. */
        public static final Step NONE = new Step(-1, Optional.empty(), Duration.ZERO);
    }

    /**
     * Results of an objective so far.
     *
     * @param counts of its checks, in all steps and the bake
     * @param recent the last verdicts of this step or bake, oldest first: G for good, B for bad
     * @param breached true if it was breached
     * @param worst the worst number read
     */
    public record State(Counts counts, String recent, boolean breached, Optional<Reading> worst) {

        /** Maximum number of verdicts that are kept. */
        public static final int RECENT = 50;

        /** Keeps the last verdicts. */
        public State {
            recent = recent.substring(Math.max(0, recent.length() - RECENT));
        }

        State anew() {
            return new State(counts, "", breached, worst);
        }
    }

    /**
     * Counts of an objective's checks.
     *
     * @param samples all
     * @param noData those without data
     * @param storeDown those that the source did not answer
     */
    public record Counts(int samples, int noData, int storeDown) {}

    public Reached tested(boolean passed) {
        return new Reached(passed, step, baked, objectives, resumptions);
    }

    /** At a step, of which nothing was watched yet. */
    public Reached at(int index) {
        List<State> anew = objectives.stream().map(State::anew).toList();
        return new Reached(tested, new Step(index, Optional.empty(), Duration.ZERO), baked, anew, resumptions);
    }

    /** Before the first step, whatever was tested. */
    public Reached anew() {
        return new Reached(tested, Step.NONE, Duration.ZERO, objectives, resumptions);
    }

    public Reached proven(Instant at) {
        return new Reached(tested, new Step(step.index, Optional.of(at), step.watched), baked, objectives, resumptions);
    }

    public Reached watched(Duration time) {
        return new Reached(tested, new Step(step.index, step.proven, time), baked, objectives, resumptions);
    }

    public Reached baked(Duration time) {
        return new Reached(tested, step, time, objectives, resumptions);
    }

    public Reached objectives(List<State> states) {
        return new Reached(tested, step, baked, states, resumptions);
    }

    Reached resumed() {
        return new Reached(tested, step, baked, objectives, resumptions + 1);
    }
}

package dev.bluegreen.internal.record.intent;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.slo.Bake.Reactions;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.model.RetireBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of a cutover, as recorded when it began.
 *
 * @param schedule the shares on the way; empty when everything moves at once
 * @param bake its bake
 * @param objectives the objectives, in order; at most {@link #OBJECTIVES}
 * @param standby the fate of the old track
 * @param checks number of its other checks
 * @param freezing what may keep it from moving traffic forward
 */
public record Terms(
        List<Step> schedule, Watch bake, List<Objective> objectives, Kept standby, Checks checks, Freezing freezing) {

    /** Maximum number of objectives. A release may not have more: one that is left out would not be missed. */
    public static final int OBJECTIVES = 20;

    /** Copies the lists. */
    public Terms {
        schedule = List.copyOf(schedule);
        objectives = List.copyOf(objectives);
    }

    /**
     * A bake.
     *
     * @param duration of the bake
     * @param interval between two checks
     * @param reactions to breaches and missing data
     */
    public record Watch(Duration duration, Duration interval, Reactions reactions) {}

    /**
     * The fate of the old track.
     *
     * @param duration of the standby
     * @param pods its size; empty for full size
     * @param by the way it is retired
     */
    public record Kept(Duration duration, OptionalInt pods, RetireBy by) {}

    /**
     * Numbers of checks that are functions, which no record can hold: a release that resumes has to have as many.
     *
     * @param wanted required ready pods of the target
     * @param tests smoke tests
     * @param gates gates besides the default ones
     * @param probes probes of production traffic
     */
    public record Checks(int wanted, int tests, int gates, int probes) {}

    /**
     * What may keep a cutover from moving traffic forward.
     *
     * @param windows of the release; at most {@link #WINDOWS}
     * @param ofNamespace true if the windows of the namespace apply too
     * @param stoppable how long traffic is held while releases are stopped; empty if no stop applies
     */
    public record Freezing(List<ChangeWindow> windows, boolean ofNamespace, Optional<Duration> stoppable) {

        /** Maximum number of windows. A release may not have more: none that is left out would freeze. */
        public static final int WINDOWS = 20;

        /** Nothing. */
        public static final Freezing NONE = new Freezing(List.of(), false, Optional.empty());

        /** Copies the list. */
        public Freezing {
            windows = List.copyOf(windows);
        }
    }
}

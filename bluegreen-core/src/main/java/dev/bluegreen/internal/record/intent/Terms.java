package dev.bluegreen.internal.record.intent;

import dev.bluegreen.check.slo.Bake.Reactions;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.model.RetireBy;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How traffic moves, and what has to hold.
 *
 * @param schedule the shares on the way; empty when everything moves at once
 * @param bake how it is watched
 * @param objectives what is watched, in order; at most {@link #OBJECTIVES}
 * @param standby what becomes of the old track
 * @param checks what else has to hold
 */
public record Terms(List<Step> schedule, Watch bake, List<Objective> objectives, Kept standby, Checks checks) {

    /** Maximum number of objectives that are kept. */
    public static final int OBJECTIVES = 20;

    /** Copies the lists. */
    public Terms {
        schedule = List.copyOf(schedule);
        objectives = List.copyOf(objectives.subList(0, Math.min(OBJECTIVES, objectives.size())));
    }

    /**
     * How a cutover is watched.
     *
     * @param duration of the bake
     * @param interval between two checks
     * @param reactions to what does not go well
     */
    public record Watch(Duration duration, Duration interval, Reactions reactions) {}

    /**
     * What becomes of the old track.
     *
     * @param duration how long it is kept
     * @param pods how small; empty for full size
     * @param by how it is retired
     */
    public record Kept(Duration duration, OptionalInt pods, RetireBy by) {}

    /**
     * How much is checked by functions, which no record can hold: whoever goes on has to bring as many.
     *
     * @param wanted ready pods the target needs
     * @param tests smoke tests
     * @param gates gates besides the default ones
     * @param probes probes of production traffic
     */
    public record Checks(int wanted, int tests, int gates, int probes) {}
}

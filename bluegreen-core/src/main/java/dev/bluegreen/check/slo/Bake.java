package dev.bluegreen.check.slo;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observation of a cutover after its proof: {@code Bake.lasting(ofMinutes(10)).watching(errorRate).every(ofSeconds(30))}.
 * Immutable: each call returns a new one.
 */
public final class Bake {

    /** No bake: a cutover ends when it is proven. */
    public static final Bake NONE = lasting(Duration.ZERO);

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Duration duration;
    private final Duration interval;
    private final List<Slo> slos;
    private final Reactions reactions;

    /**
     * The reactions to a failing bake.
     *
     * @param toBreach to a breach; {@code ROLL_BACK} unless set
     * @param toNoData to an objective that still has no data at the end; {@code ROLL_BACK} unless set, as the state of the
     *     app is unknown
     * @param toStoreDown to a source of data that still does not answer at the end; {@code HOLD} unless set: monitoring that
     *     is down says nothing about the app
     */
    public record Reactions(Reaction toBreach, Reaction toNoData, Reaction toStoreDown) {

        /** @throws dev.bluegreen.model.ConfigurationException if one is null */
        public Reactions {
            Input.given("bake.onBreach", toBreach, "give ROLL_BACK or FREEZE");
            Input.given("bake.onNoData", toNoData, "give a Reaction");
            Input.given("bake.onStoreDown", toStoreDown, "give a Reaction");
        }
    }

    private Bake(Duration duration, Duration interval, List<Slo> slos, Reactions reactions) {
        this.duration = duration;
        this.interval = interval;
        this.slos = List.copyOf(slos);
        this.reactions = reactions;
    }

    /** A bake without objectives yet, checked every 10 s: the proof alone is watched. */
    public static Bake lasting(Duration duration) {
        return new Bake(
                duration,
                Duration.ofSeconds(10),
                List.of(),
                new Reactions(Reaction.ROLL_BACK, Reaction.ROLL_BACK, Reaction.HOLD));
    }

    /**
     * A copy with additional objectives.
     *
     * @throws dev.bluegreen.model.ConfigurationException if one is null
     */
    public Bake watching(Slo... more) {
        List<Slo> all = new ArrayList<>(slos);
        all.addAll(Input.allGiven("bake.watching", "give objectives", more));
        return new Bake(duration, interval, all, reactions);
    }

    /**
     * With another time between two checks of each objective, 100 ms or more; a step or bake that is not longer than that is
     * checked twice, after none and half of its time.
     */
    public Bake every(Duration other) {
        return new Bake(duration, other, slos, reactions);
    }

    /** A copy with another reaction to a breach: {@code FREEZE} if going back is worse, such as after an irreversible migration. */
    public Bake onBreach(Reaction reaction) {
        return reacting(new Reactions(reaction, reactions.toNoData, reactions.toStoreDown));
    }

    /** A copy with another reaction to an objective without data at the end. */
    public Bake onNoData(Reaction reaction) {
        return reacting(new Reactions(reactions.toBreach, reaction, reactions.toStoreDown));
    }

    /** A copy with another reaction to a source of data that does not respond at the end. */
    public Bake onStoreDown(Reaction reaction) {
        return reacting(new Reactions(reactions.toBreach, reactions.toNoData, reaction));
    }

    private Bake reacting(Reactions others) {
        return new Bake(duration, interval, slos, others);
    }

    /** The time for which the cutover is watched; zero for no bake. */
    public Duration duration() {
        return duration;
    }

    /** The time between two checks of each objective. */
    public Duration interval() {
        return interval;
    }

    /** The objectives. */
    public List<Slo> slos() {
        return slos;
    }

    /** The reactions to a bake that does not go well. */
    public Reactions reactions() {
        return reactions;
    }

    /** All problems, one sentence each with field, value and remedy. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Input.duration("bake", duration).ifPresent(problems::add);
        if (interval == null || interval.compareTo(SHORTEST) < 0) {
            problems.add("bake.every: " + (interval == null ? "null" : Wording.of(interval)) + "; give 100 ms or more");
        } else {
            Input.duration("bake.every", interval).ifPresent(problems::add);
        }
        if (!slos.isEmpty() && duration != null && duration.isZero()) {
            problems.add("bake: 0 s with " + slos.size() + " SLO(s); give the bake a duration above 0");
        }
        if (reactions.toBreach == Reaction.HOLD) {
            problems.add("bake.onBreach: HOLD would make the bake useless; give ROLL_BACK or FREEZE");
        }
        return List.copyOf(problems);
    }

    /** {@code 10 min, every 30 s, 2 SLO(s)}. */
    @Override
    public String toString() {
        return shown(duration) + ", every " + shown(interval) + ", " + slos.size() + " SLO(s)";
    }

    private static String shown(@Nullable Duration value) {
        return value == null ? "null" : Wording.of(value);
    }
}

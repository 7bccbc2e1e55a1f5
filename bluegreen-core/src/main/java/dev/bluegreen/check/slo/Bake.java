package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Observation of a cutover after its proof: {@code Bake.lasting(ofMinutes(10)).watching(errorRate).every(ofSeconds(30))}.
 * Immutable: each call returns a new one.
 *
 * @param duration length; zero for no bake
 * @param interval interval of checks of each objective, 100 ms or more
 * @param slos the objectives
 * @param onBreach reaction to a breach; default {@code ROLL_BACK}
 * @param onNoData reaction to an objective without data at the end; default {@code ROLL_BACK}: without data nothing shows that
 *     all is well
 * @param onStoreDown reaction to a source of data that does not respond at the end; default {@code HOLD}: the outage of a
 *     monitoring system says nothing about the app
 */
public record Bake(
        Duration duration,
        Duration interval,
        List<Slo> slos,
        Reaction onBreach,
        Reaction onNoData,
        Reaction onStoreDown) {

    /** No bake: a cutover ends when it is proven. */
    public static final Bake NONE = lasting(Duration.ZERO);

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** Validates the reactions and copies the list. */
    public Bake {
        slos = Input.allGiven(
                "bake.watching",
                "give objectives",
                Input.given("bake.watching", slos, "give objectives").toArray(Slo[]::new));
        Input.given("bake.onBreach", onBreach, "give ROLL_BACK or FREEZE");
        Input.given("bake.onNoData", onNoData, "give a Reaction");
        Input.given("bake.onStoreDown", onStoreDown, "give a Reaction");
    }

    /** A bake without objectives yet, checked every 10 s: the proof alone is watched. */
    public static Bake lasting(Duration duration) {
        return new Bake(
                duration, Duration.ofSeconds(10), List.of(), Reaction.ROLL_BACK, Reaction.ROLL_BACK, Reaction.HOLD);
    }

    /** A copy with additional objectives. */
    public Bake watching(Slo... more) {
        List<Slo> all = new ArrayList<>(slos);
        all.addAll(Input.allGiven("bake.watching", "give objectives", more));
        return new Bake(duration, interval, all, onBreach, onNoData, onStoreDown);
    }

    /** A copy with another interval of checks. */
    public Bake every(Duration other) {
        return new Bake(duration, other, slos, onBreach, onNoData, onStoreDown);
    }

    /** A copy with another reaction to a breach: {@code FREEZE} if going back is worse, such as after an irreversible migration. */
    public Bake onBreach(Reaction reaction) {
        return new Bake(duration, interval, slos, reaction, onNoData, onStoreDown);
    }

    /** A copy with another reaction to an objective without data at the end. */
    public Bake onNoData(Reaction reaction) {
        return new Bake(duration, interval, slos, onBreach, reaction, onStoreDown);
    }

    /** A copy with another reaction to a source of data that does not respond at the end. */
    public Bake onStoreDown(Reaction reaction) {
        return new Bake(duration, interval, slos, onBreach, onNoData, reaction);
    }

    /**
     * Validates it; problems name field and remedy.
     *
     * @throws ConfigurationException listing all problems
     */
    public void check() {
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
        if (onBreach == Reaction.HOLD) {
            problems.add("bake.onBreach: HOLD would make the bake useless; give ROLL_BACK or FREEZE");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}

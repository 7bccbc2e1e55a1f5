package dev.bluegreen.check.slo;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a cutover is watched after its proof: {@code Bake.lasting(ofMinutes(10)).watching(errorRate).every(ofSeconds(30))}.
 * Immutable: each call returns a new one.
 *
 * @param duration how long; zero for no bake
 * @param interval time between two checks of each objective, 100 ms or more
 * @param slos the objectives
 * @param onBreach what a breach does; {@code ROLL_BACK} unless set
 * @param onNoData what it does when an objective still has no data at the end; {@code ROLL_BACK} unless set: nobody can
 *     say that all is well
 * @param onStoreDown what it does when the source of the data still does not answer at the end; {@code HOLD} unless set:
 *     a monitoring that is down says nothing of the app
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

    /** Copies the list. */
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

    /** With objectives besides those it has. */
    public Bake watching(Slo... more) {
        List<Slo> all = new ArrayList<>(slos);
        all.addAll(Input.allGiven("bake.watching", "give objectives", more));
        return new Bake(duration, interval, all, onBreach, onNoData, onStoreDown);
    }

    /** With another time between two checks. */
    public Bake every(Duration other) {
        return new Bake(duration, other, slos, onBreach, onNoData, onStoreDown);
    }

    /** With another reaction to a breach: {@code FREEZE} for what must not go back, such as an irreversible migration. */
    public Bake onBreach(Reaction reaction) {
        return new Bake(duration, interval, slos, reaction, onNoData, onStoreDown);
    }

    /** With another reaction to an objective without data at the end. */
    public Bake onNoData(Reaction reaction) {
        return new Bake(duration, interval, slos, onBreach, reaction, onStoreDown);
    }

    /** With another reaction to a source of data that does not answer at the end. */
    public Bake onStoreDown(Reaction reaction) {
        return new Bake(duration, interval, slos, onBreach, onNoData, reaction);
    }

    /** What is wrong with it, one sentence each, naming field, value and remedy. */
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
        if (onBreach == Reaction.HOLD) {
            problems.add("bake.onBreach: HOLD would make the bake useless; give ROLL_BACK or FREEZE");
        }
        return problems;
    }
}

package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One objective watched during the bake. Implementations are thread-safe. */
@FunctionalInterface
public interface Slo {

    /** Checks once. An exception counts as {@link Verdict#STORE_DOWN}; its message is the sentence. */
    Result check(SloContext context);

    /** What is wrong with the objective itself, found before traffic moves. */
    default List<Finding> preflight(Instant now) {
        return List.of();
    }

    /**
     * The same, for an objective that may take longer to tell something than it is watched.
     *
     * @param watched how long it is watched once traffic moves: the pauses of the steps and the bake
     */
    default List<Finding> preflight(Instant now, Duration watched) {
        return preflight(now);
    }

    /** The rights that checking takes. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** The objective for one bake; one that remembers earlier checks returns a new one with no memory. */
    default Slo begin() {
        return this;
    }

    /** Requests a URL: see {@link HttpSlo}. Unless set otherwise, bad from 1 % failures of the last 100 calls on. */
    static HttpSlo http(URI uri) {
        return HttpSlo.of(uri);
    }

    /** Asks a Prometheus server: {@code Slo.prometheus(uri).query("...").below(0.01)}. */
    static Prometheus prometheus(URI server) {
        return Prometheus.at(server);
    }

    /** Asks any store that answers with JSON: {@code Slo.json(uri).header("Api-Key", key).number("/data/value").below(1)}. */
    static JsonStore json(URI address) {
        return JsonStore.at(address);
    }

    /** Judges the active track's pods by what is watched: see {@link PodHealthSlo}. Unless set otherwise, no restart. */
    static PodHealthSlo podHealth() {
        return PodHealthSlo.strict();
    }

    /** How many bad checks it takes to call it breached; the first, unless {@link #breachedBy} says otherwise. */
    default Tolerance tolerance() {
        return Tolerance.NONE;
    }

    /**
     * The same objective, breached only when so many of the last checks were bad: {@code breachedBy(3, 3)} by three in a
     * row, {@code breachedBy(3, 5)} by three of five. Checks without a verdict on the objective do not count.
     *
     * @throws dev.bluegreen.model.ConfigurationException unless 1 &lt;= bad &lt;= checks
     */
    default Slo breachedBy(int bad, int checks) {
        return TunedSlo.breachedBy(this, new Tolerance(bad, checks));
    }

    /**
     * How sentences, the report and the history call it: short. What judges a metric is called after it; a function of your
     * own is "objective" until it is {@link #named}.
     */
    default String name() {
        return "objective";
    }

    /**
     * The same objective under a name that people know it by, such as {@code error rate}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is blank, longer than 80 characters or of more than one line
     */
    default Slo named(String name) {
        return TunedSlo.named(this, name);
    }

    /**
     * The same objective, whose numbers people read in a unit: {@code query("...").below(250).in("ms")}.
     *
     * @param unit such as {@code ms}, of 1 to 16 characters
     * @throws dev.bluegreen.model.ConfigurationException if it is blank, longer or of more than one line
     */
    default Slo in(String unit) {
        return TunedSlo.shown(this, Scale.in(unit));
    }

    /** The same objective, whose numbers are shares and read as percentages: 0.021 below 0.01 as 2.1 % below 1 %. */
    default Slo inPercent() {
        return TunedSlo.shown(this, Scale.PERCENT);
    }

    /**
     * What one check said.
     *
     * @param verdict the verdict
     * @param sentence the figures behind it, naming what was measured
     * @param reading the number behind it; empty when it does not rest on one
     */
    record Result(Verdict verdict, String sentence, Optional<Reading> reading) {

        /** Checks that nothing is missing: who says nothing has not said that all is well. */
        public Result {
            Input.given("slo.verdict", verdict, "give GOOD, BAD, NO_DATA or STORE_DOWN");
            Input.given("slo.sentence", sentence, "say what was measured");
            Input.given("slo.reading", reading, "give an empty Optional where there is no number");
        }

        /** A verdict that rests on no number. */
        public Result(Verdict verdict, String sentence) {
            this(verdict, sentence, Optional.empty());
        }
    }

    /**
     * A number that was judged.
     *
     * @param value the number, finite
     * @param limit what it was held against
     * @param above whether it has to be above the limit; else below it
     * @param unit what both are counted in, such as {@code %} or {@code ms}; empty when that is not known
     */
    record Reading(double value, double limit, boolean above, String unit) {

        /** A number whose unit is not known. */
        public Reading(double value, double limit, boolean above) {
            this(value, limit, above, "");
        }

        /** Checks the numbers. */
        public Reading {
            if (!Double.isFinite(value) || Double.isNaN(limit)) {
                throw new ConfigurationException(
                        "reading: " + value + " against " + limit + "; give numbers, or no reading");
            }
        }

        /** Whether this one is further on the bad side than another. */
        public boolean isWorseThan(Reading other) {
            return above ? value < other.value : value > other.value;
        }
    }

    /** What a check says of the objective. */
    enum Verdict {
        /** It holds. */
        GOOD,
        /** It is breached. */
        BAD,
        /** There is nothing to judge by. */
        NO_DATA,
        /** The source of the data does not answer. */
        STORE_DOWN
    }
}

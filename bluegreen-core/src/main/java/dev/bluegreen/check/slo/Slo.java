package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One objective watched during the bake. Implementations are thread-safe. */
@FunctionalInterface
public interface Slo {

    /** Checks once. An exception counts as {@link Verdict#STORE_DOWN}, with its message as the sentence. */
    Result check(SloContext context);

    /** Findings about the objective itself, in preflight. */
    default List<Finding> preflight(Instant now) {
        return List.of();
    }

    /**
     * The same for an objective whose first verdict may take longer than the bake.
     *
     * @param watched time it is watched after the move: the pauses of the steps and the bake
     */
    default List<Finding> preflight(Instant now, Duration watched) {
        return preflight(now);
    }

    /** Permissions required to check it. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** The objective for one bake; a stateful one returns a fresh copy. */
    default Slo begin() {
        return this;
    }

    /**
     * Requests a URL: see {@link HttpSlo}. Default: bad from 1 % failures of the last 100 calls.
     *
     * @throws ConfigurationException if it is null
     */
    static HttpSlo http(URI uri) {
        return HttpSlo.of(uri);
    }

    /**
     * Queries a Prometheus server: {@code Slo.prometheus(uri).query("...").below(0.01)}.
     *
     * @throws ConfigurationException as {@link Prometheus#at}
     */
    static Prometheus prometheus(URI server) {
        return Prometheus.at(server);
    }

    /**
     * Queries a store with JSON responses: {@code Slo.json(uri).header("Api-Key", key).number("/data/value").below(1)}.
     *
     * @throws ConfigurationException as {@link JsonStore#at}
     */
    static JsonStore json(URI address) {
        return JsonStore.at(address);
    }

    /** Judges the active track's watched pods: see {@link PodHealthSlo}. Default: no restart is tolerated. */
    static PodHealthSlo podHealth() {
        return PodHealthSlo.strict();
    }

    /**
     * Compares the new track with the old one over the same windows: see {@link ComparisonSlo}. {@code
     * Slo.newAgainstOld(Slo.prometheus(uri).perTrack("sum(rate(errors{track='$track'}[$window]))")).named("error rate")}
     *
     * @param metric the metric of each track, by which lower is better
     * @throws ConfigurationException if it, or the metric of a track, is null
     */
    static ComparisonSlo newAgainstOld(Function<Track, Metric> metric) {
        return ComparisonSlo.of(metric);
    }

    /**
     * The longest time past the end of a step or bake that it is waited for while it says {@link Verdict#NOT_YET}, or gives no
     * answer; default zero.
     */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** Number of bad checks that make a breach; default the first, see {@link #breachedBy}. */
    default Tolerance tolerance() {
        return Tolerance.NONE;
    }

    /**
     * A copy that is breached only by a number of bad results among the last checks: {@code breachedBy(3, 3)} by three in a row,
     * {@code breachedBy(3, 5)} by three of five. Checks without a verdict do not count.
     *
     * @throws dev.bluegreen.model.ConfigurationException unless 1 &lt;= bad &lt;= checks
     */
    default Slo breachedBy(int bad, int checks) {
        return TunedSlo.breachedBy(this, new Tolerance(bad, checks));
    }

    /**
     * Its short name in sentences, report and history. An objective on a metric has the metric's name; a lambda is "objective"
     * until it is {@link #named}.
     */
    default String name() {
        return "objective";
    }

    /**
     * A copy with a name that people recognize, such as {@code error rate}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is blank, longer than 80 characters or of more than one line
     */
    default Slo named(String name) {
        return TunedSlo.named(this, name);
    }

    /**
     * A copy that shows its numbers in a unit: {@code query("...").below(250).in("ms")}.
     *
     * @param unit such as {@code ms}, of 1 to 16 characters
     * @throws dev.bluegreen.model.ConfigurationException if it is blank, longer or of more than one line
     */
    default Slo in(String unit) {
        return TunedSlo.shown(this, Scale.in(unit));
    }

    /** A copy that shows its numbers as percentages: 0.021 below 0.01 as 2.1 % below 1 %. */
    default Slo inPercent() {
        return TunedSlo.shown(this, Scale.PERCENT);
    }

    /**
     * A copy whose results another observer receives too, such as a chart.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    default Slo observedBy(Observer observer) {
        return TunedSlo.observedBy(this, Input.given("slo.observedBy", observer, "give an Slo.Observer"));
    }

    /**
     * Its query and limit, by which another process can tell whether it watches the same. Empty for a function, which counts
     * as the same by its name, once it is {@link #named}.
     */
    default Optional<Declared> declared() {
        return Optional.empty();
    }

    /**
     * A copy of a declared objective with another limit; a function has none, and stays as it is.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it cannot be a limit of this objective
     */
    default Slo limitedTo(double limit) {
        return this;
    }

    /**
     * Receives the result of each check of an objective, such as to plot it. Called on the thread of the check, also for checks
     * that come too late to count. Implementations are thread-safe and return at once.
     */
    @FunctionalInterface
    interface Observer {

        /**
         * Handles one result. An exception is logged, and has no other effect.
         *
         * @param objective the name of the objective
         * @param at the moment at which the check began
         */
        void observed(String objective, Instant at, Result result);
    }

    /**
     * An objective as it is declared.
     *
     * @param kind the kind of comparison, such as {@code threshold}
     * @param query everything it asks, without the limit
     * @param limit the limit
     * @param above true if a higher limit is the stricter one
     */
    record Declared(String kind, String query, double limit, boolean above) {

        /** @throws dev.bluegreen.model.ConfigurationException if a text is null or blank, or the limit is not finite */
        public Declared {
            Input.requireText("slo.declared.kind", kind, 80);
            Input.given("slo.declared.query", query, "give its query");
            if (!Double.isFinite(limit)) {
                throw new ConfigurationException("slo.declared.limit: " + limit + "; give a finite number");
            }
        }
    }

    /**
     * Result of one check.
     *
     * @param verdict the verdict
     * @param sentence the figures, naming what was measured
     * @param reading the number judged; empty if there is none
     */
    record Result(Verdict verdict, String sentence, Optional<Reading> reading) {

        /** Validates that nothing is missing: no statement does not mean that all is well. */
        public Result {
            Input.given("slo.verdict", verdict, "give GOOD, BAD, NO_DATA, NOT_YET or STORE_DOWN");
            Input.given("slo.sentence", sentence, "give the measurement as a sentence");
            Input.given("slo.reading", reading, "give an empty Optional where there is no number");
        }

        /** A verdict without a number. */
        public Result(Verdict verdict, String sentence) {
            this(verdict, sentence, Optional.empty());
        }
    }

    /**
     * A number that was judged.
     *
     * @param value the number, finite
     * @param limit the limit it was compared with
     * @param above true if it should be above the limit, false if below
     * @param unit unit of both, such as {@code %} or {@code ms}; empty if unknown
     */
    record Reading(double value, double limit, boolean above, String unit) {

        /** A number without a unit. */
        public Reading(double value, double limit, boolean above) {
            this(value, limit, above, "");
        }

        /** Validates the numbers. */
        public Reading {
            if (!Double.isFinite(value) || Double.isNaN(limit)) {
                throw new ConfigurationException(
                        "reading: " + value + " against " + limit + "; give numbers, or no reading");
            }
        }

        /** True if it is worse than another reading. */
        public boolean isWorseThan(Reading other) {
            return above ? value < other.value : value > other.value;
        }
    }

    /** Verdict of a check. */
    enum Verdict {
        /** The objective holds. */
        GOOD,
        /** The objective is breached. */
        BAD,
        /** There is no data to judge. */
        NO_DATA,
        /** There is not enough data yet; at the end, the same as {@link #NO_DATA}. */
        NOT_YET,
        /** The source of the data does not respond. */
        STORE_DOWN
    }
}

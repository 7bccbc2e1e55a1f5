package dev.bluegreen.check.slo;

import dev.bluegreen.internal.statistics.Comparison;
import dev.bluegreen.internal.statistics.Comparison.Judgment;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares the new track with the old one over the same windows: bad if the new one is worse by the one-sided test of Mann and
 * Whitney at a level of 0.01. Where the old track has no traffic left, its windows are those before the move.
 *
 * <p>A step or bake is divided into up to 60 windows, each of 30 s or more. Each window in which both tracks have a value is a
 * pair; 20 are needed, and waited for {@link #patience past the end}. A difference that is clear enough (0.001) is not waited with
 * until the end. Immutable: each call returns a new one.
 */
public final class ComparisonSlo implements Slo {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** A smaller probability says no more to a person. */
    private static final double SMALLEST = 0.00001;

    private final Function<Track, Metric> metric;
    private final Duration window;
    private final double tolerated;
    private final boolean higherIsBetter;

    private ComparisonSlo(Function<Track, Metric> metric, Duration window, double tolerated, boolean higherIsBetter) {
        this.metric = metric;
        this.window = window;
        this.tolerated = tolerated;
        this.higherIsBetter = higherIsBetter;
    }

    static ComparisonSlo of(Function<Track, Metric> metric) {
        Metric blue = of(metric, Track.BLUE);
        Metric green = of(metric, Track.GREEN);
        return new ComparisonSlo(track -> track == Track.BLUE ? blue : green, Duration.ofSeconds(30), 0, false);
    }

    private static Metric of(Function<Track, Metric> metric, Track track) {
        String remedy = "give a metric for each track";
        Function<Track, Metric> given = Input.given("slo.newAgainstOld", metric, remedy);
        return Input.given("slo.newAgainstOld", given.apply(track), remedy);
    }

    /** A copy for a metric of which more is better, such as the rate of successful orders. */
    public ComparisonSlo higherIsBetter() {
        return new ComparisonSlo(metric, window, tolerated, true);
    }

    /**
     * A copy that tolerates a small change for the worse, however certain it is: {@code tolerating(0.05)} for 5 % of the old
     * track's value.
     *
     * @param share 0 or more, below 1
     * @throws ConfigurationException if it is out of this range
     */
    public ComparisonSlo tolerating(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new ConfigurationException("slo.newAgainstOld.tolerating: " + share
                    + "; give a share of the old track's value, 0 or more and below 1, such as 0.05");
        }
        return new ComparisonSlo(metric, window, share, higherIsBetter);
    }

    /**
     * A copy with windows of at least this length, default 30 s: a store that scrapes each minute needs two minutes or more.
     *
     * @throws ConfigurationException if it is below 1 s, or longer than ten years
     */
    public ComparisonSlo windows(Duration shortest) {
        Input.requirePositive("slo.newAgainstOld.windows", shortest);
        if (shortest.compareTo(SHORTEST) < 0) {
            throw new ConfigurationException(
                    "slo.newAgainstOld.windows: " + Wording.of(shortest) + "; give 1 s or more");
        }
        return new ComparisonSlo(metric, shortest, tolerated, higherIsBetter);
    }

    @Override
    public String name() {
        return metric.apply(Track.BLUE).name() + " of the new track against the old";
    }

    /** 10 minutes, to get enough pairs. */
    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public Optional<Declared> declared() {
        Optional<String> blue = metric.apply(Track.BLUE).asks();
        Optional<String> green = metric.apply(Track.GREEN).asks();
        return blue.flatMap(one -> green.map(other -> new Declared(
                "comparison", String.join("\n", one, other, window + " " + higherIsBetter), tolerated, false)));
    }

    @Override
    public Slo limitedTo(double share) {
        return tolerating(share);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return metrics()
                .flatMap(each -> each.permissions(release).stream())
                .distinct()
                .toList();
    }

    /** A track without traffic has no data yet: only both together are worth a finding. */
    @Override
    public List<Finding> preflight(Instant now) {
        List<List<Finding>> each = metrics().map(one -> one.preflight(now)).toList();
        boolean hasData = each.stream().anyMatch(List::isEmpty);
        return each.stream()
                .flatMap(List::stream)
                .filter(found -> !(hasData && found.id().equals("slo-no-data")))
                .distinct()
                .toList();
    }

    @Override
    public List<Finding> preflight(Instant now, Duration watched) {
        List<Finding> all = new ArrayList<>(preflight(now));
        Duration needed = window.multipliedBy(Comparison.ENOUGH);
        if (needed.compareTo(watched.plus(PATIENCE)) > 0) {
            all.add(Finding.warning(
                    "slo-slow",
                    Comparison.ENOUGH + " windows of " + Wording.of(window) + " take " + Wording.of(needed)
                            + ", longer than the steps and the bake, which take " + Wording.of(watched)
                            + ", and the " + Wording.of(PATIENCE) + " past their end",
                    "give shorter windows(...), or longer steps and a longer bake"));
        }
        return List.copyOf(all);
    }

    private Stream<Metric> metrics() {
        return Stream.of(Track.values()).map(metric);
    }

    @Override
    public Slo begin() {
        return new Watch(this);
    }

    /** One check without those before it; a bake compares all windows since the move. */
    @Override
    public Result check(SloContext context) {
        return begin().check(context);
    }

    /** Shows no query. */
    @Override
    public String toString() {
        return name();
    }

    /** The windows of one step or bake. Used by one thread at a time. */
    private static final class Watch implements Slo {

        private final ComparisonSlo slo;
        private final Comparison comparison = new Comparison();
        private Optional<Duration> length = Optional.empty();
        private int next;
        private String missing = "";

        Watch(ComparisonSlo slo) {
            this.slo = slo;
        }

        /** A window that could not be read is read by the next check: stores keep what was. */
        @Override
        public Result check(SloContext context) {
            Duration each = length.orElseGet(() -> length(context));
            length = Optional.of(each);
            while (!end(context, each, next).isAfter(context.now())) {
                read(context, each);
                next++;
            }
            boolean isEnd = !context.now().isBefore(context.until());
            return comparison.isEnough()
                    ? judged(context, each, comparison.judge(isEnd), isEnd)
                    : new Result(Verdict.NOT_YET, few(each));
        }

        private Duration length(SloContext context) {
            Duration equal =
                    Duration.between(context.switched(), context.until()).dividedBy(Comparison.MOST);
            return equal.compareTo(slo.window) > 0 ? equal : slo.window;
        }

        private static Instant end(SloContext context, Duration each, int index) {
            return context.switched().plus(each.multipliedBy(index + 1L));
        }

        private void read(SloContext context, Duration each) {
            Track old = context.active().other();
            Instant end = end(context, each, next);
            Instant before =
                    context.split().sendsTo(old) ? end : context.switched().minus(each.multipliedBy(next));
            Sample onNew = Sample.of(slo.metric.apply(context.active()), end, each);
            Sample onOld = Sample.of(slo.metric.apply(old), before, each);
            if (onNew.isMissing() || onOld.isMissing()) {
                missing = "; " + (onNew.isMissing() ? context.active() : old) + ": "
                        + (onNew.isMissing() ? onNew : onOld).missing();
            } else if (slo.higherIsBetter) {
                comparison.add(onOld.number() - tolerated(onOld), onNew.number());
            } else {
                comparison.add(onNew.number(), onOld.number() + tolerated(onOld));
            }
        }

        /** Of a value below 0, too, it makes the limit wider. */
        private double tolerated(Sample onOld) {
            return Math.abs(onOld.number()) * slo.tolerated;
        }

        private String few(Duration each) {
            return "both tracks have a value in " + comparison.pairs() + " windows of " + Wording.of(each) + ", "
                    + Comparison.ENOUGH + " are needed" + missing;
        }

        private Result judged(SloContext context, Duration each, Judgment judgment, boolean isEnd) {
            String figures = figures(context) + " in " + comparison.pairs() + " pairs of windows of "
                    + Wording.of(each) + ", p " + shown(judgment.probability()) + ", expected "
                    + judgment.level() + " or more";
            Track fresh = context.active();
            if (judgment.isWorse()) {
                return new Result(Verdict.BAD, fresh + " is worse than " + fresh.other() + ": " + figures);
            }
            return new Result(isEnd ? Verdict.GOOD : Verdict.NOT_YET, fresh + " is not worse: " + figures);
        }

        private static String shown(double probability) {
            return probability < SMALLEST ? "below 0.00001" : "= " + Wording.number(probability);
        }

        private String figures(SloContext context) {
            double onNew = slo.higherIsBetter ? comparison.better() : comparison.worse();
            double onOld = slo.higherIsBetter ? comparison.worse() : comparison.better();
            Track old = context.active().other();
            return "median " + Wording.number(onNew) + ", of " + old
                    + (context.split().sendsTo(old) ? "" : " before the move")
                    + (slo.tolerated > 0 ? " with the tolerated change " : " ") + Wording.number(onOld);
        }
    }
}

package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A failure rate compared with an error budget. */
record BurnRateSlo(Metric metric, double objective, List<BurnRate> pairs) implements MetricSlo {

    BurnRateSlo {
        if (!(objective > 0 && objective < 1)) {
            throw new ConfigurationException("burningSlowerThan: objective " + objective
                    + "; give the share of requests that should succeed, between 0 and 1, such as 0.999");
        }
        if (pairs.isEmpty()) {
            throw new ConfigurationException("burningSlowerThan: no pair of windows; give BurnRate.FAST or your own");
        }
        pairs = List.copyOf(pairs);
    }

    /** Result for one pair of windows. */
    private record Burn(Result result, double share) {}

    /** The result of the pair closest to its limit; no data only if no pair has any. */
    @Override
    public Result check(SloContext context) {
        Result worst = new Result(Verdict.NO_DATA, metric.name() + " has no data since the switch");
        double most = Double.NEGATIVE_INFINITY;
        for (BurnRate pair : pairs) {
            Burn burn = check(context, pair);
            if (burn.share() > most || worst.reading().isEmpty()) {
                worst = burn.result();
                most = burn.share();
            }
        }
        return worst;
    }

    private Burn check(SloContext context, BurnRate pair) {
        Sample slow = failures(context, pair.longWindow());
        Sample quick = failures(context, pair.shortWindow());
        return slow.isMissing() || quick.isMissing()
                ? new Burn((slow.isMissing() ? slow : quick).noData(), Double.NEGATIVE_INFINITY)
                : judged(pair, slow.number() / (1 - objective), quick.number() / (1 - objective));
    }

    /** Judges a pair: both windows must burn too fast, so the slower of the two counts. */
    private Burn judged(BurnRate pair, double slow, double quick) {
        double counts = Math.min(slow, quick);
        String sentence = String.format(
                Locale.ROOT,
                "%s burns the budget of %s at %.1f over %s and %.1f over %s, limit %.1f",
                metric.name(),
                objective,
                slow,
                Wording.of(pair.longWindow()),
                quick,
                Wording.of(pair.shortWindow()),
                pair.rate());
        Result result = new Result(
                counts >= pair.rate() ? Verdict.BAD : Verdict.GOOD,
                sentence,
                Optional.of(new Reading(counts, pair.rate(), false)));
        return new Burn(result, counts / pair.rate());
    }

    /** Failures within a window, cut off at the switch: earlier ones belong to the other track. */
    private Sample failures(SloContext context, Duration window) {
        Duration since = Duration.between(context.switched(), context.now());
        if (since.isZero() || since.isNegative()) {
            return new Sample(OptionalDouble.empty(), metric.name() + " has no data since the switch");
        }
        return Sample.of(metric, context.now(), since.compareTo(window) < 0 ? since : window);
    }

    @Override
    public Optional<Declared> declared() {
        return declared("burn rate", pairs.toString(), objective, true);
    }

    @Override
    public Slo limitedTo(double other) {
        return new BurnRateSlo(metric, other, pairs);
    }

    @Override
    public String name() {
        return "burn rate of " + metric.name();
    }
}

package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A share of failures against an error budget. */
record BurnRateSlo(Metric metric, double objective, List<BurnRate> pairs) implements Slo {

    BurnRateSlo {
        if (!(objective > 0 && objective < 1)) {
            throw new ConfigurationException("burningSlowerThan: objective " + objective
                    + "; give the share of requests that is to succeed, between 0 and 1, such as 0.999");
        }
        if (pairs.isEmpty()) {
            throw new ConfigurationException("burningSlowerThan: no pair of windows; give BurnRate.FAST or your own");
        }
        pairs = List.copyOf(pairs);
    }

    /** One pair of windows, judged. */
    private record Burn(Result result, double share) {}

    /** What the pair says that comes nearest to burning too fast; no data only when no pair has any. */
    @Override
    public Result check(SloContext asked) {
        Result worst = new Result(Verdict.NO_DATA, metric.name() + " has no data since the switch");
        double most = Double.NEGATIVE_INFINITY;
        for (BurnRate pair : pairs) {
            Burn burn = check(asked, pair);
            if (burn.share() > most || worst.reading().isEmpty()) {
                worst = burn.result();
                most = burn.share();
            }
        }
        return worst;
    }

    private Burn check(SloContext asked, BurnRate pair) {
        Sample slow = failures(asked, pair.longWindow());
        Sample quick = failures(asked, pair.shortWindow());
        return slow.isMissing() || quick.isMissing()
                ? new Burn((slow.isMissing() ? slow : quick).noData(), Double.NEGATIVE_INFINITY)
                : judged(pair, slow.number() / (1 - objective), quick.number() / (1 - objective));
    }

    /** Both have to burn too fast, so the slower of the two is what counts. */
    private Burn judged(BurnRate pair, double slow, double quick) {
        double counts = Math.min(slow, quick);
        String sentence = String.format(
                Locale.ROOT,
                "%s burns the budget of %s at %.1f over %s and %.1f over %s, too fast is %.1f",
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

    /** What was before the switch belongs to the other track. */
    private Sample failures(SloContext asked, Duration window) {
        Duration since = Duration.between(asked.switched(), asked.now());
        if (since.isZero() || since.isNegative()) {
            return new Sample(OptionalDouble.empty(), metric.name() + " has no data since the switch");
        }
        return Sample.of(metric, asked.now(), since.compareTo(window) < 0 ? since : window);
    }

    @Override
    public String name() {
        return "burn rate of " + metric.name();
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return metric.preflight(now);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return metric.permissions(release);
    }
}

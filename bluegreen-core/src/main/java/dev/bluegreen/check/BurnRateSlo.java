package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    @Override
    public Result check(SloContext asked) {
        Result worst = new Result(Verdict.NO_DATA, metric + " has no data");
        for (BurnRate pair : pairs) {
            Result result = check(asked, pair);
            if (result.verdict() == Verdict.BAD) {
                return result;
            }
            worst = result.verdict() == Verdict.GOOD ? result : worst;
        }
        return worst;
    }

    private Result check(SloContext asked, BurnRate pair) {
        OptionalDouble slow = rate(asked, pair.longWindow());
        OptionalDouble quick = rate(asked, pair.shortWindow());
        if (slow.isEmpty() || quick.isEmpty()) {
            return new Result(Verdict.NO_DATA, metric + " has no data");
        }
        boolean bad = slow.getAsDouble() >= pair.rate() && quick.getAsDouble() >= pair.rate();
        String sentence = String.format(
                Locale.ROOT,
                "%s burns the budget of %s at %.1f over %s and %.1f over %s, too fast is %.1f",
                metric,
                objective,
                slow.getAsDouble(),
                pair.longWindow(),
                quick.getAsDouble(),
                pair.shortWindow(),
                pair.rate());
        return new Result(bad ? Verdict.BAD : Verdict.GOOD, sentence);
    }

    /** What was before the switch belongs to the other track. */
    private OptionalDouble rate(SloContext asked, Duration window) {
        Duration since = Duration.between(asked.switched(), asked.now());
        if (since.isZero() || since.isNegative()) {
            return OptionalDouble.empty();
        }
        OptionalDouble share = metric.read(asked.now(), since.compareTo(window) < 0 ? since : window);
        return share.isEmpty() ? share : OptionalDouble.of(share.getAsDouble() / (1 - objective));
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return metric.preflight(now);
    }
}

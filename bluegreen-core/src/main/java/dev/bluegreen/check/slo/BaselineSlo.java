package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import java.util.Optional;

/** A metric compared with its value before the switch. */
record BaselineSlo(Metric metric, double factor, double slack) implements MetricSlo {

    BaselineSlo {
        if (!(factor >= 1 && Double.isFinite(factor))) {
            throw new ConfigurationException(
                    "noWorseThanBefore: factor " + factor + "; give a finite number, 1 or more");
        }
        if (!(slack > 0 && Double.isFinite(slack))) {
            throw new ConfigurationException("noWorseThanBefore: slack " + slack
                    + "; give the increase allowed over a baseline of 0, finite and above 0");
        }
    }

    @Override
    public Result check(SloContext context) {
        Sample before = Sample.of(metric, context.switched(), Metric.WINDOW);
        if (before.isMissing()) {
            return new Result(Verdict.NO_DATA, "before the switch, " + before.missing());
        }
        Sample now = Sample.of(metric, context.now(), Metric.WINDOW);
        return now.isMissing() ? now.noData() : judged(before.number(), now.number());
    }

    private Result judged(double before, double now) {
        double limit = Math.max(before * factor, before + slack);
        return new Result(
                now <= limit ? Verdict.GOOD : Verdict.BAD,
                metric.name() + " is " + now + ", was " + before + " before the switch, limit " + limit,
                Optional.of(new Reading(now, limit, false)));
    }

    @Override
    public Optional<Declared> declared() {
        return declared("baseline", "slack " + slack, factor, false);
    }

    @Override
    public Slo limitedTo(double other) {
        return new BaselineSlo(metric, other, slack);
    }

    @Override
    public String name() {
        return metric.name() + " no worse than before";
    }
}

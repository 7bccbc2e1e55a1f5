package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import java.util.Optional;

/** A metric compared with a limit. */
record ThresholdSlo(Metric metric, double limit, boolean above) implements MetricSlo {

    ThresholdSlo {
        if (!Double.isFinite(limit)) {
            throw new ConfigurationException(
                    (above ? "above: " : "below: ") + limit + " is not a limit; give a finite number, such as 0.01");
        }
    }

    @Override
    public Result check(SloContext context) {
        Sample sample = Sample.of(metric, context.now(), Metric.WINDOW);
        return sample.isMissing() ? sample.noData() : judged(sample.number());
    }

    private Result judged(double value) {
        boolean good = above ? value > limit : value < limit;
        return new Result(
                good ? Verdict.GOOD : Verdict.BAD,
                metric.name() + " is " + value + ", expected " + wanted(),
                Optional.of(new Reading(value, limit, above)));
    }

    private String wanted() {
        return (above ? "above " : "below ") + limit;
    }

    @Override
    public Optional<Declared> declared() {
        return declared("threshold", "", limit, above);
    }

    @Override
    public Slo limitedTo(double other) {
        return new ThresholdSlo(metric, other, above);
    }

    @Override
    public String name() {
        return metric.name() + " " + wanted();
    }
}

package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A metric against what it was before the switch. */
record BaselineSlo(Metric metric, double factor, double slack) implements Slo {

    BaselineSlo {
        if (!(factor >= 1)) {
            throw new ConfigurationException("noWorseThanBefore: factor " + factor + "; give 1 or more");
        }
        if (!(slack > 0)) {
            throw new ConfigurationException("noWorseThanBefore: slack " + slack
                    + "; give how much more is still fine when there was nothing before, above 0");
        }
    }

    @Override
    public Result check(SloContext asked) {
        OptionalDouble before = metric.read(asked.switched(), Metric.WINDOW);
        OptionalDouble now = metric.read(asked.now(), Metric.WINDOW);
        if (before.isEmpty() || now.isEmpty()) {
            return new Result(
                    Verdict.NO_DATA, metric + " has no data " + (before.isEmpty() ? "before the switch" : "now"));
        }
        double limit = Math.max(before.getAsDouble() * factor, before.getAsDouble() + slack);
        return new Result(
                now.getAsDouble() <= limit ? Verdict.GOOD : Verdict.BAD,
                metric + " is " + now.getAsDouble() + ", was " + before.getAsDouble()
                        + " before the switch, at most wanted " + limit);
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return metric.preflight(now);
    }
}

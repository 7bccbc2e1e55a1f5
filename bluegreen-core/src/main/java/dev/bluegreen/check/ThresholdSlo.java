package dev.bluegreen.check;

import dev.bluegreen.model.Finding;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A metric against a limit. */
record ThresholdSlo(Metric metric, double limit, boolean above) implements Slo {

    @Override
    public Result check(SloContext asked) {
        OptionalDouble value = metric.read(asked.now(), Metric.WINDOW);
        if (value.isEmpty()) {
            return new Result(Verdict.NO_DATA, metric + " has no data");
        }
        boolean good = above ? value.getAsDouble() > limit : value.getAsDouble() < limit;
        return new Result(
                good ? Verdict.GOOD : Verdict.BAD,
                metric + " is " + value.getAsDouble() + ", wanted " + (above ? "above " : "below ") + limit);
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return metric.preflight(now);
    }
}

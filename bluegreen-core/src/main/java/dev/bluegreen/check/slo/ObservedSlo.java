package dev.bluegreen.check.slo;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An objective whose results somebody else sees too.
 *
 * @param objective the objective
 * @param observer receives each result
 */
record ObservedSlo(Slo objective, SloObserver observer) implements Slo {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedSlo.class);

    @Override
    public Result check(SloContext context) {
        Result result = objective.check(context);
        try {
            observer.observed(objective.name(), context.now(), result);
        } catch (RuntimeException | Error e) {
            LOG.warn("the observer of objective {} failed: {}", objective.name(), Wording.line(e.toString()));
        }
        return result;
    }

    @Override
    public String name() {
        return objective.name();
    }

    @Override
    public Tolerance tolerance() {
        return objective.tolerance();
    }

    @Override
    public Duration patience() {
        return objective.patience();
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return objective.preflight(now);
    }

    @Override
    public List<Finding> preflight(Instant now, Duration watched) {
        return objective.preflight(now, watched);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return objective.permissions(release);
    }

    @Override
    public Optional<Declared> declared() {
        return objective.declared();
    }

    @Override
    public Slo limitedTo(double limit) {
        return new ObservedSlo(objective.limitedTo(limit), observer);
    }

    @Override
    public Slo begin() {
        return new ObservedSlo(objective.begin(), observer);
    }
}

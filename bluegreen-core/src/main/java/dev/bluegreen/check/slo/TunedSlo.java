package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ObjectiveVerdict.Bound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An objective with another name, tolerance or unit, or with an observer.
 *
 * @param objective the objective
 * @param name its name; blank for the objective's own
 * @param tolerance number of bad checks that make a breach
 * @param scale display format of its numbers
 * @param observer receives each result
 */
record TunedSlo(Slo objective, String name, Tolerance tolerance, Scale scale, Observer observer) implements Slo {

    private static final Logger LOG = LoggerFactory.getLogger(TunedSlo.class);
    private static final Observer NOBODY = (objective, at, result) -> {};

    private static final int LONGEST = 80;

    TunedSlo {
        if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw new ConfigurationException("slo.named: a name of " + name.length()
                    + " characters; give one line of 1 to " + LONGEST + " characters");
        }
    }

    static TunedSlo named(Slo objective, String name) {
        if (name == null || name.isBlank()) {
            throw new ConfigurationException(
                    "slo.named: " + Wording.quoted(name) + " is blank; give a name that people know it by");
        }
        TunedSlo tuned = of(objective);
        return new TunedSlo(tuned.objective, name, tuned.tolerance, tuned.scale, tuned.observer);
    }

    static TunedSlo breachedBy(Slo objective, Tolerance tolerance) {
        TunedSlo tuned = of(objective);
        return new TunedSlo(tuned.objective, tuned.name, tolerance, tuned.scale, tuned.observer);
    }

    static TunedSlo shown(Slo objective, Scale scale) {
        TunedSlo tuned = of(objective);
        return new TunedSlo(tuned.objective, tuned.name, tuned.tolerance, scale, tuned.observer);
    }

    static TunedSlo observedBy(Slo objective, Observer also) {
        TunedSlo tuned = of(objective);
        Observer both = (name, at, result) -> {
            told(tuned.observer, name, at, result);
            told(also, name, at, result);
        };
        return new TunedSlo(tuned.objective, tuned.name, tuned.tolerance, tuned.scale, both);
    }

    private static void told(Observer observer, String name, Instant at, Result result) {
        try {
            observer.observed(name, at, result);
        } catch (RuntimeException | Error e) {
            LOG.warn("an observer of objective {} failed: {}", name, Wording.line(e.toString()));
        }
    }

    private static TunedSlo of(Slo objective) {
        return objective instanceof TunedSlo tuned
                ? tuned
                : new TunedSlo(objective, "", objective.tolerance(), Scale.NONE, NOBODY);
    }

    @Override
    public String name() {
        return name.isBlank() ? objective.name() : name;
    }

    @Override
    public Result check(SloContext context) {
        Result result = objective.check(context);
        Optional<Reading> reading = result.reading().map(scale::of);
        Result shown = new Result(result.verdict(), sentence(result.sentence(), reading), reading);
        observer.observed(name(), context.now(), shown);
        return shown;
    }

    private String sentence(String said, Optional<Reading> reading) {
        return reading.filter(judged -> !scale.isNone() && !name.isBlank())
                .map(judged -> name + " is " + shown(judged))
                .orElseGet(() -> called(said));
    }

    private static String shown(Reading judged) {
        Bound bound = new Bound(judged.limit(), judged.above(), judged.unit());
        return bound.shown(judged.value()) + ", expected " + bound;
    }

    private String called(String sentence) {
        return name.isBlank() ? sentence : name + ": " + sentence;
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return objective.permissions(release);
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return called(objective.preflight(now));
    }

    @Override
    public List<Finding> preflight(Instant now, Duration watched) {
        return called(objective.preflight(now, watched));
    }

    private List<Finding> called(List<Finding> findings) {
        return findings.stream()
                .map(found -> new Finding(found.id(), found.severity(), called(found.sentence()), found.remedy()))
                .toList();
    }

    @Override
    public Optional<Declared> declared() {
        return objective.declared();
    }

    @Override
    public Slo limitedTo(double limit) {
        return new TunedSlo(objective.limitedTo(limit), name, tolerance, scale, observer);
    }

    @Override
    public Duration patience() {
        return objective.patience();
    }

    @Override
    public Slo begin() {
        return new TunedSlo(objective.begin(), name, tolerance, scale, observer);
    }
}

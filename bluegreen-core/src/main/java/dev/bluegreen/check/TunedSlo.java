package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import java.util.List;

/**
 * An objective with a name or a tolerance of its own.
 *
 * @param objective what it is all the same
 * @param name how it is called; blank for the name it had
 * @param tolerance how many bad checks are a breach
 */
record TunedSlo(Slo objective, String name, Tolerance tolerance) implements Slo {

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
        Slo unnamed = objective instanceof TunedSlo tuned ? tuned.objective() : objective;
        return new TunedSlo(unnamed, name, objective.tolerance());
    }

    @Override
    public String name() {
        return name.isBlank() ? objective.name() : name;
    }

    @Override
    public Result check(SloContext asked) {
        Result result = objective.check(asked);
        return name.isBlank()
                ? result
                : new Result(result.verdict(), name + ": " + result.sentence(), result.reading());
    }

    @Override
    public List<Permission> permissions() {
        return objective.permissions();
    }

    @Override
    public List<Finding> preflight(Instant now) {
        return objective.preflight(now);
    }

    @Override
    public Slo begin() {
        return new TunedSlo(objective.begin(), name, tolerance);
    }
}

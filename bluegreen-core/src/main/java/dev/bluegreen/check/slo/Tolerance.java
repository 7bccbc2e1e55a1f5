package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import java.util.List;

/**
 * Number of bad checks that make a breach of an objective.
 *
 * @param bad number of bad checks, 1 or more
 * @param checks number of last checks considered
 */
public record Tolerance(int bad, int checks) {

    /** The first bad check is a breach. */
    public static final Tolerance NONE = new Tolerance(1, 1);

    /**
     * Validates the numbers.
     *
     * @throws ConfigurationException unless 1 &lt;= bad &lt;= checks
     */
    public Tolerance {
        if (bad < 1 || bad > checks) {
            throw new ConfigurationException("slo.breachedBy: " + bad + " bad of " + checks
                    + " checks; give 1 or more, and not more than there are checks");
        }
    }

    /** True if these verdicts, oldest first, are a breach. */
    public boolean isBreachedBy(List<Slo.Verdict> verdicts) {
        List<Slo.Verdict> judged = verdicts.stream()
                .filter(verdict -> verdict == Slo.Verdict.GOOD || verdict == Slo.Verdict.BAD)
                .toList();
        return judged.stream()
                        .skip(Math.max(0, judged.size() - checks))
                        .filter(Slo.Verdict.BAD::equals)
                        .count()
                >= bad;
    }
}

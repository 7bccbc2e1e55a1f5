package dev.bluegreen.check;

/** One objective watched during the bake. Implementations are thread-safe. */
@FunctionalInterface
public interface Slo {

    /** Checks once. An exception counts as {@link Verdict#STORE_DOWN}. */
    Result check(SloContext asked);

    /** How many bad checks it takes to call it breached; the first, unless {@link #breachedBy} says otherwise. */
    default Tolerance tolerance() {
        return Tolerance.NONE;
    }

    /**
     * The same objective, breached only when so many of the last checks were bad: {@code breachedBy(3, 3)} by three in a
     * row, {@code breachedBy(3, 5)} by three of five. Checks without a verdict on the objective do not count.
     *
     * @throws dev.bluegreen.model.ConfigurationException unless 1 &lt;= bad &lt;= checks
     */
    default Slo breachedBy(int bad, int checks) {
        Slo objective = this;
        Tolerance tolerance = new Tolerance(bad, checks);
        return new Slo() {
            @Override
            public Result check(SloContext asked) {
                return objective.check(asked);
            }

            @Override
            public Tolerance tolerance() {
                return tolerance;
            }
        };
    }

    /**
     * What one check said.
     *
     * @param verdict the verdict
     * @param sentence the figures behind it
     */
    record Result(Verdict verdict, String sentence) {}

    /** What a check says of the objective. */
    enum Verdict {
        /** It holds. */
        GOOD,
        /** It is breached. */
        BAD,
        /** There is nothing to judge by. */
        NO_DATA,
        /** The source of the data does not answer. */
        STORE_DOWN
    }
}

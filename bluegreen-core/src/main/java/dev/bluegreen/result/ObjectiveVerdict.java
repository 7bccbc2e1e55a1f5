package dev.bluegreen.result;

import dev.bluegreen.model.Wording;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Verdict of one operation on one objective, over its steps and its bake. An objective that could not be judged says nothing
 * for or against the release. Immutable. Made by the library, which may add methods: only test doubles implement it.
 */
public interface ObjectiveVerdict {

    /** The name of the objective. */
    String name();

    /** Its state at the end. */
    Verdict verdict();

    /** The sentence of its last check. */
    String last();

    /** The last number that was judged; empty when none was, or when the objective has no numbers. */
    OptionalDouble lastValue();

    /** The number furthest on the bad side. */
    OptionalDouble worstValue();

    /** The limit that the last number was compared with; empty when none was judged. */
    Optional<Bound> bound();

    /** The number of checks. */
    int samples();

    /** The number of checks without data. */
    int noData();

    /** The number of checks without an answer from the source of the data. */
    int storeDown();

    /**
     * The limit of a number.
     *
     * @param limit the limit
     * @param above true if the number has to be above it; else below it
     * @param unit the unit, such as {@code %}, of 16 characters at most; empty when it is unknown
     */
    record Bound(double limit, boolean above, String unit) {

        private static final int LONGEST_UNIT = 16;

        /** Shows the unit as plain text, cut where it is longer. */
        public Bound {
            unit = cut(Wording.line(unit));
        }

        private static String cut(String unit) {
            int end = Math.min(LONGEST_UNIT, unit.length());
            boolean half = end > 0 && Character.isHighSurrogate(unit.charAt(end - 1));
            return unit.substring(0, half ? end - 1 : end);
        }

        /** A number as shown next to the limit: {@code 2.1 %}, with all its digits where fewer would look like the limit. */
        public String shown(double value) {
            boolean near = value != limit && Wording.number(value).equals(Wording.number(limit));
            return (near ? String.valueOf(value) : Wording.number(value)) + (unit.isEmpty() ? "" : " " + unit);
        }

        /** {@code below 1 %}. */
        @Override
        public String toString() {
            return (above ? "above " : "below ") + shown(limit);
        }
    }

    /** Final state of an objective. */
    enum Verdict {
        /** It was not breached, and the last check could judge it. */
        MET,
        /** It was breached. */
        BREACHED,
        /** The last check could not judge it, or none was made. */
        NOT_JUDGED
    }

    /** The number of checks without a verdict. */
    default int unjudged() {
        return noData() + storeDown();
    }

    /** True if a success may rest on it: the last check could judge it, and so could at least half of all checks. */
    default boolean isJudged() {
        return verdict() != Verdict.NOT_JUDGED && 2 * unjudged() <= samples();
    }
}

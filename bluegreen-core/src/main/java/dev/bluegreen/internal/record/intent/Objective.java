package dev.bluegreen.internal.record.intent;

import dev.bluegreen.check.slo.Tolerance;
import java.util.OptionalDouble;

/**
 * An objective, whole if it is declared, else by its name.
 *
 * @param kind the kind of a declared one; {@link #FUNCTION} for a function
 * @param name for a person
 * @param hash of what is asked, and of the name if it is a function
 * @param limit of a declared one; whoever goes on with a stricter one watches that
 * @param tolerance bad checks that make a breach
 */
public record Objective(String kind, String name, String hash, Limit limit, Tolerance tolerance) {

    /** The kind of one that is no more than a function. */
    public static final String FUNCTION = "function";

    /** The longest name that is kept. */
    public static final int LONGEST = 80;

    /**
     * A limit.
     *
     * @param value empty for a function
     * @param above true if the value should be above it
     */
    public record Limit(OptionalDouble value, boolean above) {

        /** Of a function, whose limit nobody knows. */
        public static final Limit NONE = new Limit(OptionalDouble.empty(), false);

        /** True if whatever meets this one meets the other. */
        public boolean isStricterThan(Limit other) {
            if (value.isEmpty() || other.value.isEmpty()) {
                return false;
            }
            return above
                    ? value.getAsDouble() > other.value.getAsDouble()
                    : value.getAsDouble() < other.value.getAsDouble();
        }
    }

    /** True if another one asks the same, whatever its limit. */
    public boolean asksTheSame(Objective other) {
        return kind.equals(other.kind) && hash.equals(other.hash) && limit.above() == other.limit.above();
    }
}

package dev.bluegreen.internal.record.intent;

import dev.bluegreen.check.slo.Tolerance;
import java.util.OptionalDouble;

/**
 * An objective, whole if it is declared, else by its name.
 *
 * @param kind the kind of a declared one; {@link #FUNCTION} for a function
 * @param name for a person
 * @param hash of the query, or of the name of a function
 * @param limit of a declared one; a resumption with a stricter one uses that
 * @param tolerance number of bad checks that make a breach
 */
public record Objective(String kind, String name, String hash, Limit limit, Tolerance tolerance) {

    /** The kind of an undeclared one. */
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

        /** Of a function, whose limit is unknown. */
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

    /** True if another one has the same query, at any limit. */
    public boolean asksTheSame(Objective other) {
        return kind.equals(other.kind) && hash.equals(other.hash) && limit.above() == other.limit.above();
    }
}

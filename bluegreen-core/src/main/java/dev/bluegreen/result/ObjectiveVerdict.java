package dev.bluegreen.result;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one operation found of one objective, over its steps and its bake. An objective that could not be judged says nothing
 * for or against the release. Immutable.
 */
public final class ObjectiveVerdict {

    private final String name;
    private final Verdict verdict;
    private final String last;
    private final OptionalDouble lastValue;
    private final OptionalDouble worstValue;
    private final Optional<Bound> bound;
    private final int samples;
    private final int noData;
    private final int storeDown;

    private ObjectiveVerdict(Builder made) {
        name = Wording.line(Input.given("objective.name", made.name, "give one"));
        verdict = Input.given("objective.verdict", made.verdict, "give one");
        last = Wording.lines(Input.given("objective.last", made.last, "give an empty text for none"));
        lastValue = Input.given("objective.lastValue", made.lastValue, "give an empty one for none");
        worstValue = Input.given("objective.worstValue", made.worstValue, "give an empty one for none");
        bound = Input.given("objective.bound", made.bound, "give an empty one for none");
        samples = made.samples;
        noData = made.noData;
        storeDown = made.storeDown;
    }

    /** A builder of the verdict on an objective; for platforms, adapters and tests. */
    public static Builder builder(String name, Verdict verdict) {
        return new Builder(name, verdict);
    }

    /** The name of the objective. */
    public String name() {
        return name;
    }

    /** Its state at the end. */
    public Verdict verdict() {
        return verdict;
    }

    /** The sentence of its last check. */
    public String last() {
        return last;
    }

    /** The last number that was judged; empty when none was, or when it does not rest on numbers. */
    public OptionalDouble lastValue() {
        return lastValue;
    }

    /** The number furthest on the bad side. */
    public OptionalDouble worstValue() {
        return worstValue;
    }

    /** The limit that the last number was held against; empty when none was judged. */
    public Optional<Bound> bound() {
        return bound;
    }

    /** The number of checks. */
    public int samples() {
        return samples;
    }

    /** The number of checks that had nothing to judge by. */
    public int noData() {
        return noData;
    }

    /** The number of checks that got no answer from the source of the data. */
    public int storeDown() {
        return storeDown;
    }

    /**
     * The limit of a number.
     *
     * @param limit the limit
     * @param above true if the number has to be above it; else below it
     * @param unit what is counted, such as {@code %}, of 16 characters at most; empty when that is not known
     */
    public record Bound(double limit, boolean above, String unit) {

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

        /** A number as it is read beside the limit: {@code 2.1 %}, with all its digits where fewer would look like the limit. */
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
    public enum Verdict {
        /** It was not breached, and the last check could judge it. */
        MET,
        /** It was breached. */
        BREACHED,
        /** The last check could not judge it, or none was made. */
        NOT_JUDGED
    }

    /** The number of checks without a verdict. */
    public int unjudged() {
        return noData + storeDown;
    }

    /** True if a success may rest on it: the last check could judge it, and so could at least half of all. */
    public boolean isJudged() {
        return verdict != Verdict.NOT_JUDGED && 2 * unjudged() <= samples;
    }

    /** One line for a person. */
    @Override
    public String toString() {
        String values = lastValue.isPresent() && worstValue.isPresent()
                ? ", last " + shown(lastValue.getAsDouble()) + ", worst " + shown(worstValue.getAsDouble())
                        + bound.map(limit -> ", expected " + limit).orElse("")
                : "";
        return name + ": " + said() + values + "; " + samples + (samples == 1 ? " sample" : " samples") + without();
    }

    private String shown(double value) {
        return bound.map(wanted -> wanted.shown(value)).orElseGet(() -> Wording.number(value));
    }

    private String said() {
        return switch (verdict) {
            case MET -> isJudged() ? "met" : "met, but hardly judged";
            case BREACHED -> "breached";
            case NOT_JUDGED -> "not judged";
        };
    }

    private String without() {
        return (noData == 0 ? "" : ", " + noData + " without data")
                + (storeDown == 0 ? "" : ", " + storeDown + " without an answer");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectiveVerdict that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(name, verdict, last, lastValue, worstValue, bound, samples, noData, storeDown);
    }

    /** Builds a verdict; for one thread. */
    public static final class Builder {

        private final String name;
        private final Verdict verdict;
        private String last = "";
        private OptionalDouble lastValue = OptionalDouble.empty();
        private OptionalDouble worstValue = OptionalDouble.empty();
        private Optional<Bound> bound = Optional.empty();
        private int samples;
        private int noData;
        private int storeDown;

        private Builder(String name, Verdict verdict) {
            this.name = name;
            this.verdict = verdict;
        }

        /** Sets {@link ObjectiveVerdict#last()}; empty unless set. */
        public Builder last(String last) {
            this.last = last;
            return this;
        }

        /** Sets {@link ObjectiveVerdict#lastValue()}; empty unless set. */
        public Builder lastValue(OptionalDouble lastValue) {
            this.lastValue = lastValue;
            return this;
        }

        /** Sets {@link ObjectiveVerdict#worstValue()}; empty unless set. */
        public Builder worstValue(OptionalDouble worstValue) {
            this.worstValue = worstValue;
            return this;
        }

        /** Sets {@link ObjectiveVerdict#bound()}; empty unless set. */
        public Builder bound(Optional<Bound> bound) {
            this.bound = bound;
            return this;
        }

        /** Sets {@link ObjectiveVerdict#samples()}; 0 unless set. */
        public Builder samples(int samples) {
            this.samples = samples;
            return this;
        }

        /** Sets {@link ObjectiveVerdict#noData()}; 0 unless set. */
        public Builder noData(int noData) {
            this.noData = noData;
            return this;
        }

        /** Sets {@link ObjectiveVerdict#storeDown()}; 0 unless set. */
        public Builder storeDown(int storeDown) {
            this.storeDown = storeDown;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public ObjectiveVerdict build() {
            return new ObjectiveVerdict(this);
        }
    }
}

package dev.bluegreen.result;

import dev.bluegreen.model.Wording;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one operation found of one objective, over its steps and its bake. An objective that could not be judged says nothing
 * for or against the release.
 *
 * @param name how the objective is called
 * @param verdict how it stood at the end
 * @param last what its last check said, in a sentence
 * @param lastValue the last number that was judged; empty when none was, or when it does not rest on numbers
 * @param worstValue the number furthest on the bad side
 * @param bound what the last number that was judged was held against; empty when none was
 * @param samples checks that were made
 * @param noData how many of them had nothing to judge by
 * @param storeDown how many of them got no answer from the source of the data
 */
public record ObjectiveVerdict(
        String name,
        Verdict verdict,
        String last,
        OptionalDouble lastValue,
        OptionalDouble worstValue,
        Optional<Bound> bound,
        int samples,
        int noData,
        int storeDown) {

    /** Shows what was said as plain text of one line. */
    public ObjectiveVerdict {
        name = Wording.line(name);
        last = Wording.lines(last);
    }

    /** A verdict whose bound is not known. */
    public ObjectiveVerdict(
            String name,
            Verdict verdict,
            String last,
            OptionalDouble lastValue,
            OptionalDouble worstValue,
            int samples,
            int noData,
            int storeDown) {
        this(name, verdict, last, lastValue, worstValue, Optional.empty(), samples, noData, storeDown);
    }

    /**
     * What a number is held against.
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

    /** How an objective stood at the end. */
    public enum Verdict {
        /** It was not breached, and the last check could judge it. */
        MET,
        /** It was breached. */
        BREACHED,
        /** The last check could not judge it, or none was made. */
        NOT_JUDGED
    }

    /** How many checks could not judge it. */
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
}

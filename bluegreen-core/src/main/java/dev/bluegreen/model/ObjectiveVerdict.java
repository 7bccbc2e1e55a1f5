package dev.bluegreen.model;

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
        int samples,
        int noData,
        int storeDown) {

    /** Shows what was said as plain text of one line. */
    public ObjectiveVerdict {
        name = Wording.line(name);
        last = Wording.lines(last);
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

    /** Whether a success may rest on it: the last check could judge it, and so could at least half of all. */
    public boolean isJudged() {
        return verdict != Verdict.NOT_JUDGED && 2 * unjudged() <= samples;
    }

    /** One line for a person. */
    @Override
    public String toString() {
        String values = lastValue.isPresent() && worstValue.isPresent()
                ? ", last " + lastValue.getAsDouble() + ", worst " + worstValue.getAsDouble()
                : "";
        return name + ": " + said() + values + "; " + samples + (samples == 1 ? " sample" : " samples") + without();
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

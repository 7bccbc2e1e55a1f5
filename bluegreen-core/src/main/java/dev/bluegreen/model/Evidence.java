package dev.bluegreen.model;

import java.time.Instant;

/**
 * An observation at one hop of the traffic's path.
 *
 * @param kind the observed thing, such as {@code endpointslices}; open, so that strategies can add kinds
 * @param hop the object or address it was observed at, such as {@code Service/checkout-svc}
 * @param verdict true if it confirms the move
 * @param sentence the observation, for a person
 */
public record Evidence(String kind, String hop, Verdict verdict, String sentence) {

    /** Shows text by others as one line of plain text. */
    public Evidence {
        Input.given("evidence.kind", kind, "name the observed thing");
        Input.given("evidence.verdict", verdict, "give CONFIRMED, CONTRADICTED or MISSING");
        hop = Wording.line(Input.given("evidence.hop", hop, "say where it was observed"));
        sentence = Wording.line(Input.given("evidence.sentence", sentence, "give the observation as a sentence"));
    }

    /** Verdict of an observation about a move. */
    public enum Verdict {
        /** The hop sends traffic as requested. */
        CONFIRMED,
        /** The hop acted on the move, and sends traffic elsewhere or nowhere. */
        CONTRADICTED,
        /** Nothing was seen yet that tells. */
        MISSING
    }

    /** An observation that confirms the move. */
    public static Evidence confirmed(String kind, String hop, String sentence) {
        return new Evidence(kind, hop, Verdict.CONFIRMED, sentence);
    }

    /** An observation that the move did not have its effect. */
    public static Evidence contradicted(String kind, String hop, String sentence) {
        return new Evidence(kind, hop, Verdict.CONTRADICTED, sentence);
    }

    /** Nothing observed yet. */
    public static Evidence missing(String kind, String hop, String sentence) {
        return new Evidence(kind, hop, Verdict.MISSING, sentence);
    }

    /**
     * No valid observation: earlier ones there may be out of date.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static Evidence unseen(String kind, String hop, Instant since) {
        return missing(
                kind,
                hop,
                "not seen since " + Wording.of(Input.given("evidence.since", since, "give an instant"))
                        + ": its watch is cut off, closed or silent");
    }

    @Override
    public String toString() {
        return verdict + " " + kind + " at " + hop + ": " + sentence;
    }
}

package dev.bluegreen.cutover;

import dev.bluegreen.model.Wording;

/**
 * One write that a plan would make.
 *
 * @param target the object, such as {@code Service/checkout-svc}
 * @param verb the API's verb, such as {@code patch}
 * @param change the change, for a person
 * @param movesTraffic true if production traffic moves by it
 */
public record PlannedWrite(String target, String verb, String change, boolean movesTraffic) {

    /** Shows text by others as one line of plain text. */
    public PlannedWrite {
        target = Wording.line(target);
        change = Wording.lines(change);
    }

    @Override
    public String toString() {
        return verb + " " + target + ": " + change;
    }
}

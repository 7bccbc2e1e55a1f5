package dev.bluegreen.result;

import dev.bluegreen.model.Wording;

/**
 * Result of cancelling a cutover.
 *
 * @param release which release
 * @param id the id of the cutover
 * @param done true if it has ended, and traffic is where it was before it; false if it did not
 * @param sentence the result and where traffic is, for a person
 */
public record Cancellation(String release, String id, boolean done, String sentence) {

    /** Shows texts by others as plain text. */
    public Cancellation {
        sentence = Wording.lines(sentence);
    }

    @Override
    public String toString() {
        return sentence;
    }
}

package dev.bluegreen.result;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Wording;
import java.util.Optional;

/**
 * Result of looking once at an operation that has not ended.
 *
 * @param release which release
 * @param id the id of the operation; empty when it could not be determined
 * @param done true if it came to the requested end
 * @param sentence the result, for a person: its end, or what it waits for
 */
public record Resumption(String release, Optional<String> id, boolean done, String sentence) {

    /** Shows texts by others as plain text. */
    public Resumption {
        id = id.map(Wording::line);
        sentence = Wording.lines(sentence);
    }

    /** A release that could not be looked at. */
    public static Resumption failed(String release, BlueGreenException error) {
        return new Resumption(release, Optional.empty(), false, release + ": " + error.getMessage());
    }

    @Override
    public String toString() {
        return sentence;
    }
}

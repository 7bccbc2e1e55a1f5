package dev.bluegreen.result;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;

/**
 * Result of retiring a track.
 *
 * @param release which release
 * @param track the track; empty when it could not be determined
 * @param done true if it is retired; false if it is not due yet, or an obstacle remains
 * @param sentence the result, for a person
 * @param lingering names of pods that did not end in time
 */
public record Retirement(String release, Optional<Track> track, boolean done, String sentence, List<String> lingering) {

    /** Copies the list. */
    public Retirement {
        sentence = Wording.lines(sentence);
        lingering = List.copyOf(lingering);
    }

    /** A release that could not be read. */
    public static Retirement failed(String release, BlueGreenException error) {
        return new Retirement(release, Optional.empty(), false, release + ": " + error.getMessage(), List.of());
    }

    @Override
    public String toString() {
        return sentence;
    }
}

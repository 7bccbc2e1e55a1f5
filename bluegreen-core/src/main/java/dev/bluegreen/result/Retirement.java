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
 * @param state what became of it
 * @param sentence the result, for a person
 * @param lingering names of pods that did not end in time
 */
public record Retirement(String release, Optional<Track> track, State state, String sentence, List<String> lingering) {

    /** What became of a track. */
    public enum State {
        /** It is retired. */
        RETIRED,
        /** It is kept: its standby is not over, or another program looks after it. */
        KEPT,
        /** It is due, or may be, and an obstacle remains. */
        FAILED
    }

    /** Copies the list. */
    public Retirement {
        sentence = Wording.lines(sentence);
        lingering = List.copyOf(lingering);
    }

    /** A release that could not be read. */
    public static Retirement failed(String release, BlueGreenException error) {
        return new Retirement(release, Optional.empty(), State.FAILED, release + ": " + error.getMessage(), List.of());
    }

    /** True if it is retired. */
    public boolean done() {
        return state == State.RETIRED;
    }

    @Override
    public String toString() {
        return sentence;
    }
}

package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.model.PlatformException;

/** Repeats a write until it succeeds, or until another attempt is of no use. */
public final class Attempts {

    private Attempts() {}

    /** One attempt, numbered from 1, with the state read before it. */
    public interface Attempt<S, T> {
        T make(S seen, int number);
    }

    /** After an error: throws, or looks again, so that there is something to try the next time with. */
    public interface AfterError<S> {
        S look(S tried, PlatformException error, int number);
    }

    public static <S, T> T until(S first, Attempt<S, T> attempt, AfterError<S> afterError) {
        S seen = first;
        for (int number = 1; ; number++) {
            try {
                return attempt.make(seen, number);
            } catch (PlatformException e) {
                seen = afterError.look(seen, e, number);
            }
        }
    }
}

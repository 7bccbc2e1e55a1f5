package dev.bluegreen.check;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;

/** One objective watched during the bake. Implementations are thread-safe. */
@FunctionalInterface
public interface Slo {

    /**
     * Checks once. An exception counts as {@link Verdict#STORE_DOWN}.
     *
     * @param active the track that has the traffic
     */
    Result check(World world, Track active);

    /**
     * What one check said.
     *
     * @param verdict the verdict
     * @param sentence the figures behind it
     */
    record Result(Verdict verdict, String sentence) {}

    /** What a check says of the objective. */
    enum Verdict {
        /** It holds. */
        GOOD,
        /** It is breached: traffic goes back. */
        BAD,
        /** There is nothing to judge by. */
        NO_DATA,
        /** The source of the data does not answer. */
        STORE_DOWN
    }
}

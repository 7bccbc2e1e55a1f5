package dev.bluegreen.testkit.internal.balancer;

import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How a balancer divides by weight: in exact turns, or by draws of a seed, as real ones do. Thread-safe. */
public final class Turns {

    private volatile @Nullable Random random;

    /** From now on each choice is drawn. */
    public void drawn(long seed) {
        random = new Random(seed);
    }

    /** A draw from 0 to 1; empty where turns are exact. */
    OptionalDouble draw() {
        Random drawing = random;
        return drawing == null ? OptionalDouble.empty() : OptionalDouble.of(drawing.nextDouble());
    }
}

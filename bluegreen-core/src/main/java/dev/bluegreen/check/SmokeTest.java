package dev.bluegreen.check;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;

/** Tests the idle track before it gets traffic. Implementations are thread-safe. */
@FunctionalInterface
public interface SmokeTest {

    /**
     * Runs once against the idle track.
     *
     * @return {@code CONFIRMED} when it passed; anything else refuses the cutover. An exception counts as contradicted.
     */
    Evidence run(ReleaseSpec release, Workload idle);
}

package dev.bluegreen.spi;

import java.util.List;
import java.util.Optional;

/** The write that stages a track, computed from a read and not yet made. */
public interface Staging {

    /** The write as text: {@code create Deployment/checkout-green ...}. */
    String describe();

    /** Replicas that it requests. */
    int pods();

    /** A copy with this number of replicas. */
    Staging withPods(int pods);

    /** The autoscaler of the workload to write, from a fresh read; empty if there is none. */
    default Optional<Autoscaler> autoscaler() {
        return Optional.empty();
    }

    /**
     * Tries the write without making it, as by a dry run.
     *
     * @return reasons why it could not be tried, a sentence each; empty where the write would be accepted, or where a
     *     platform has no dry runs
     * @throws dev.bluegreen.model.PlatformException as {@link #apply}, with {@code INVALID} when it would be refused: the
     *     message names the fields
     */
    default List<String> rehearse() {
        return List.of();
    }

    /**
     * Makes the write, if the track's workload has not changed since it was read. The other track is not touched.
     *
     * @return the differences from a plain clone, a sentence each
     * @throws dev.bluegreen.model.PlatformException with {@code CONFLICT} when the workload has changed since, with {@code
     *     OUTCOME_UNKNOWN} when the answer was lost: then another staging, from a new read, makes this one visible or
     *     impossible
     */
    List<String> apply();
}

package dev.bluegreen.spi;

import java.util.List;
import java.util.Optional;

/** A track that is about to be staged: computed from what was read, nothing written yet. */
public interface Staging {

    /** The write as text: {@code create Deployment/checkout-green ...}. */
    String describe();

    /** Pods that will be asked for. */
    int pods();

    /** A copy with this number of replicas. */
    Staging withPods(int pods);

    /** The autoscaler of the workload to write, from a fresh read; empty if there is none. */
    default Optional<Autoscaler> autoscaler() {
        return Optional.empty();
    }

    /**
     * Asks the platform whether it would take the write, without writing anything.
     *
     * @return why it could not be asked, a sentence each; empty where the write would be taken, or where a platform has no
     *     such question
     * @throws dev.bluegreen.model.PlatformException as {@link #apply}, with {@code INVALID} when it would be refused: the
     *     message names the fields
     */
    default List<String> rehearse() {
        return List.of();
    }

    /**
     * Writes it, if the track's workload is still as it was read. The other track is not touched.
     *
     * @return what is not as a plain clone would have it, a sentence each
     * @throws dev.bluegreen.model.PlatformException with {@code CONFLICT} when the workload has changed since, with
     *     {@code OUTCOME_UNKNOWN} when the answer was lost: then a staging that is read and applied anew makes this one
     *     visible or impossible
     */
    List<String> apply();
}

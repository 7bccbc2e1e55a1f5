package dev.bluegreen.spi;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.util.List;
import java.util.Optional;

/** Reads, stages and scales the stacks of releases. Thread-safe. */
public interface Workloads {

    /**
     * Reads both stacks from the API, not from a cache.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code NOT_FOUND} when a track has no workload: the message names
     *     what was looked for and what exists instead
     */
    World read(ReleaseSpec release);

    /**
     * The same, but a track that has no workload is {@link Workload#none}.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #read}, and with {@code NOT_FOUND} when neither track has one
     */
    World survey(ReleaseSpec release);

    /**
     * Reads both stacks as far as they can be read: a track whose workload is missing, cannot be told from others or may not
     * be read is {@link Workload#none(dev.bluegreen.model.Track, String, String)} with the reason. For a way back, which needs
     * nothing of the track that traffic leaves.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #read}, when neither can be read
     */
    default World readable(ReleaseSpec release) {
        return survey(release);
    }

    /**
     * Both stacks as last read, with pods and rollout brought up to date from what is watched: makes no request. While the
     * watch is not known to be alive (it is cut off, refused, closed with the platform, or silent for longer than it can be)
     * the result says {@link World#unseenSince}, and is what was seen last.
     */
    World refresh(World world);

    /** Calls back after anything changed that {@link #refresh} would show, until closed. */
    Subscription watch(ReleaseSpec release, Runnable onChange);

    /**
     * Reads what is there, and computes what staging a track would write. Writes nothing.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code NOT_FOUND} when there is nothing to clone, with {@code
     *     INVALID} when the changes do not fit what is there, or the manifest cannot be read or is of another track: names
     *     the value, or the line, and what would fit
     */
    Staging stage(StageRequest request);

    /** Reasons why pods of a workload are not ready, a sentence each, from fresh reads; empty if unknown. */
    List<String> diagnose(Workload workload);

    /**
     * Asks for a number of pods, zero or more, by one compare-and-set from {@code workload.version()}.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code CONFLICT} when the workload is not as it was any more:
     *     nothing was written; with {@code OUTCOME_UNKNOWN} when the answer was lost
     */
    void scale(Workload workload, int pods);

    /**
     * Writes the token to a workload by a compare-and-set that changes nothing of what runs, so that every earlier write to
     * it that is still under way either shows in what is read next or can never take effect.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #scale}
     */
    void fence(Workload workload, long token, String attempt);

    /**
     * Deletes a workload and its pods, by one compare-and-set from {@code workload.version()}. Nothing else is deleted.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #scale}
     */
    void delete(Workload workload);

    /** The autoscaler of a workload, from a fresh read; empty if there is none. */
    default Optional<Autoscaler> autoscaler(Workload workload) {
        return Optional.empty();
    }

    /**
     * Sets the least number of pods of an autoscaler, 1 or more, by one compare-and-set from its version, which carries
     * the token: so that every earlier write to it that is still under way either shows in what is read next or can never
     * take effect. The autoscaler stays at work.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #scale}
     */
    default void pin(Autoscaler autoscaler, int min, long token, String attempt) {
        throw new UnsupportedOperationException(autoscaler.name());
    }

    /** The rights that staging either track takes, and retiring it in this way; none where nothing is guarded. */
    default List<Permission> permissions(World world, RetireBy by) {
        return List.of();
    }

    /** The rights that scaling a workload takes, and pinning what keeps its size; none where nothing is guarded. */
    default List<Permission> permissions(Workload workload, Optional<Autoscaler> autoscaler) {
        return List.of();
    }
}

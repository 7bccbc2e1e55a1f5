package dev.bluegreen.spi;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.RouterState;
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
     *     the labels it searched by and the objects that exist
     */
    World read(ReleaseSpec release);

    /**
     * As {@link #read}, but a track without a workload is {@link Workload#none}.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #read}, and with {@code NOT_FOUND} when neither track has one
     */
    World survey(ReleaseSpec release);

    /**
     * Reads both stacks as far as possible: a track whose workload is missing, ambiguous or forbidden to read is {@link
     * Workload#none(dev.bluegreen.model.Track, String, String)} with the reason. For a rollback, which needs nothing of the
     * track that traffic leaves.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #read}, when neither can be read
     */
    default World readable(ReleaseSpec release) {
        return survey(release);
    }

    /**
     * As {@link #readable}, right before traffic moves, which has to be quick: pods may come from a watch, if it is known to be
     * alive and agrees with what is read.
     */
    default World readableBeforeWrite(ReleaseSpec release) {
        return readable(release);
    }

    /**
     * Both stacks as last read, with pods and rollout brought up to date by the watch: makes no request. While the watch is
     * not known to be alive (it is cut off, refused, closed with the platform, or silent for longer than possible), the
     * result is the last seen state, and has a value for {@link World#unseenSince}.
     */
    World refresh(World world);

    /** Calls back after each change that {@link #refresh} would show, until closed. */
    Subscription watch(ReleaseSpec release, Runnable onChange);

    /**
     * Problems of a request that show without a look at the cluster, such as those of a manifest's text: a sentence each with
     * field, value and remedy. Makes no request; {@link #stage} refuses the same.
     */
    default List<String> problems(StageRequest request) {
        return List.of();
    }

    /**
     * Reads both tracks, and computes the write that would stage one. Writes nothing.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code NOT_FOUND} when there is nothing to clone, with {@code
     *     INVALID} when the changes do not fit the workload, or the manifest cannot be read or is of another track: names the
     *     value, or the line, and the remedy
     */
    Staging stage(StageRequest request);

    /**
     * Findings about the workload without a track label that a release is to be adopted from, from reads made now: fatal ones
     * refuse it. Writes nothing. By default it is refused.
     *
     * @param release with an origin
     * @param routers the routers, as read now
     */
    default List<Finding> adoptable(ReleaseSpec release, List<RouterState> routers) {
        return List.of(Finding.fatal(
                "adopt-unsupported",
                "workloads without a track label cannot be adopted on this platform",
                "give the pods of " + release.name() + " a track label by hand"));
    }

    /** Reasons why pods of a workload are not ready, a sentence each, from fresh reads; empty if unknown. */
    List<String> diagnose(Workload workload);

    /**
     * Sets the replicas, zero or more, by one compare-and-set from {@code workload.version()}.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code CONFLICT} when the workload has changed since: nothing was
     *     written; with {@code OUTCOME_UNKNOWN} when the answer was lost
     */
    void scale(Workload workload, int pods);

    /**
     * Writes the token to a workload by a compare-and-set that leaves its pods alone, so that every earlier write to it that
     * is still under way either shows in the next read or can never take effect.
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
     * Sets the minimum of an autoscaler, 1 or more, by one compare-and-set from its version, which carries the token, so that
     * every earlier write to it that is still under way either shows in the next read or can never take effect. The
     * autoscaler stays active.
     *
     * @throws dev.bluegreen.model.PlatformException as {@link #scale}
     */
    default void pin(Autoscaler autoscaler, int min, long token, String attempt) {
        throw new UnsupportedOperationException(autoscaler.name());
    }

    /** The permissions to stage either track, and to retire it in this way; none where access is not controlled. */
    default List<Permission> permissions(World world, RetireBy by) {
        return List.of();
    }

    /** The permissions to scale a workload, and to pin its autoscaler; none where access is not controlled. */
    default List<Permission> permissions(Workload workload, Optional<Autoscaler> autoscaler) {
        return List.of();
    }
}

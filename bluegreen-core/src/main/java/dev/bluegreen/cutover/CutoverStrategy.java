package dev.bluegreen.cutover;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves the production traffic of one router, and proves it. The engine decides when and whether; a strategy makes single
 * calls and never retries a write.
 *
 * <p>Implementations are thread-safe. Every method that talks to an API throws {@link PlatformException}: reads are
 * retried by the engine when its kind is {@code TRANSIENT}.
 */
public interface CutoverStrategy {

    /** The router that is moved, such as {@code Service/checkout-svc}: unique within a release. */
    String router();

    /**
     * Reads where the router sends traffic now, from the API and not from a cache.
     *
     * @throws PlatformException with {@code INVALID} when the router cannot be moved between the two tracks as it stands
     */
    RouterState observe(ReleaseSpec release);

    /** Says what {@link #shift} would write, and what is wrong or risky with it, from reads made now. Writes nothing. */
    Preflight preflight(Move move);

    /**
     * Moves traffic by one compare-and-set from {@code move.before()}, which carries the token and the cutover's id.
     *
     * @return the router as the write left it
     * @throws PlatformException with {@code CONFLICT} when the router is not as it was any more: nothing was written; with
     *     {@code OUTCOME_UNKNOWN} when the answer was lost
     */
    RouterState shift(Move move);

    /**
     * Writes the token to the router by a compare-and-set that moves no traffic, so that every earlier write to it that is
     * still under way either shows in the result or can never take effect.
     *
     * @throws PlatformException as {@link #shift}
     */
    RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt);

    /**
     * Evidence of an applied move by hop, from watched state: makes no request.
     *
     * <p>What is seen decides, not what this process wrote: the engine also asks for the proof of a move that another process
     * made, and of one that nobody had to make because the router stood there already, with the id and token of an earlier
     * write.
     *
     * @param applied when the write was accepted
     */
    List<Evidence> verify(Move move, Instant applied);

    /**
     * A foreign write to the router after our move, from watched state: makes no request.
     *
     * @param move that was made by {@link #shift}
     * @return what the router is now and who wrote it, for a person; empty when nothing of the kind was seen
     */
    default Optional<String> overwritten(Move move) {
        return Optional.empty();
    }

    /**
     * Since when what {@link #verify} and {@link #overwritten} look at was not seen: the watch is cut off, refused, closed
     * with its platform, or silent for longer than it can be. Meanwhile {@link #verify} confirms and contradicts nothing
     * that rests on it. Empty while it is seen, and where nothing is watched. Makes no request.
     */
    default Optional<Instant> unseenSince(ReleaseSpec release) {
        return Optional.empty();
    }

    /**
     * Why {@link #shift} would send everything where no ready pod of the target answers, although it has some: such as a
     * selector with a key that these do not carry. Asked before each write of a way back, which asks {@link #preflight} for
     * nothing. From what is known; makes no request, and where that does not tell says nothing.
     */
    default Optional<String> unreachable(Move move) {
        return Optional.empty();
    }

    /** Calls back after anything changed that {@link #verify} looks at, until closed. Never calls back after that. */
    Subscription watch(ReleaseSpec release, Runnable onChange);

    /**
     * The settle bound: how long the data plane may act on the old value after a verified write. Never changes; where the router itself
     * tells, such as by its TTL, {@link RouterState#settleBound()} of what was written over counts instead.
     */
    Duration settleBound();

    /** The time limit of a proof, if it is longer than the release's; else zero. */
    default Duration provenWithin() {
        return Duration.ZERO;
    }

    /**
     * True if a move that is applied but not proven in time stays as it is, for a person to see, instead of going back: so
     * where the way back is the same slow way.
     */
    default boolean staysUnproven() {
        return false;
    }

    /**
     * Why the router may send traffic to a track that has no share, such as that it fails open; empty when it does not. A
     * track that may get traffic is not retired.
     *
     * @param idle the track without a share
     */
    default Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
        return Optional.empty();
    }

    /** The rights that all of this takes; none where nothing is guarded. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /**
     * The permissions for the router as read, if the read determines them, such as by its health checks.
     *
     * @param read state from {@link #observe}
     */
    default List<Permission> permissions(ReleaseSpec release, RouterState read) {
        return permissions(release);
    }

    /** True if the router can give each track a share; without it only all-to-one splits are asked for. */
    default boolean supports(TrafficSplit split) {
        return split.only().isPresent();
    }
}

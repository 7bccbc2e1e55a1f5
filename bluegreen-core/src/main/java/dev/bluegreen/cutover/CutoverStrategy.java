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

    /** The write that {@link #shift} would make, and findings about it, from reads made now. Writes nothing. */
    Preflight preflight(Move move);

    /**
     * Moves traffic by one compare-and-set from {@code move.before()}, which carries the token and the cutover's id.
     *
     * @return the router as the write left it
     * @throws PlatformException with {@code CONFLICT} when the router has changed since: nothing was written; with {@code
     *     OUTCOME_UNKNOWN} when the answer was lost
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
     * <p>The observed state decides, not the writes of this process: the engine also requires the proof of a move by another
     * process, and of one without a write because the router had the target already, with the id and token of an earlier
     * write.
     *
     * @param applied when the write was accepted
     */
    List<Evidence> verify(Move move, Instant applied);

    /**
     * A foreign write to the router after our move, from watched state: makes no request.
     *
     * @param move that was made by {@link #shift}
     * @return the router's value now and its writer, for a person; empty when there was no such write
     */
    default Optional<String> overwritten(Move move) {
        return Optional.empty();
    }

    /**
     * True if the router need not be read again before a write: it is watched, the watch is known to be alive, and shows it as
     * it was read; or {@link #shift} reads it right before it writes. Makes no request, and waits for nothing. By default it
     * is read again.
     *
     * @param read state from {@link #observe}
     */
    default boolean isCurrent(RouterState read) {
        return false;
    }

    /**
     * The time since which the watch of {@link #verify} and {@link #overwritten} is blind: cut off, refused, closed with its
     * platform, or silent for longer than possible. Meanwhile {@link #verify} neither confirms nor contradicts anything that
     * rests on it. Empty while the watch works, and where nothing is watched. Makes no request.
     */
    default Optional<Instant> unseenSince(ReleaseSpec release) {
        return Optional.empty();
    }

    /**
     * The reason why {@link #shift} would reach no ready pod of the target, although it has some: such as a selector with a
     * key that these do not carry. Called before each write of a rollback, which makes no {@link #preflight}. From known
     * state, without a request; empty where that does not tell.
     */
    default Optional<String> unreachable(Move move) {
        return Optional.empty();
    }

    /**
     * The addition of a track without a share, where the router as read does not name the track and can be given it; empty
     * where it names both. It is made under the lock, before the first move. Makes no write.
     *
     * @param read state from {@link #observe}
     * @param to the track that is to get traffic
     */
    default Optional<Attachment> attachment(RouterState read, Track to) {
        return Optional.empty();
    }

    /** Calls back after each change that {@link #verify} looks at, until closed. Never calls back after that. */
    Subscription watch(ReleaseSpec release, Runnable onChange);

    /**
     * The settle bound: how long the data plane may act on the old value after a verified write. Never changes; where the
     * router itself has a bound, such as its TTL, {@link RouterState#settleBound()} of the state before the write counts
     * instead.
     */
    Duration settleBound();

    /** The time limit of a proof, if it is longer than the release's; else zero. */
    default Duration provenWithin() {
        return Duration.ZERO;
    }

    /**
     * True if a move that is applied but not proven in time stays as it is, for a person to decide, instead of being rolled
     * back: for routers whose rollback is as slow.
     */
    default boolean staysUnproven() {
        return false;
    }

    /**
     * The reason why a complete proof shows only that the router's API has the move, not that its data plane's configuration
     * follows; empty where it shows that. The milestone is then {@code CONFIG_APPLIED}.
     */
    default Optional<String> appliedOnly() {
        return Optional.empty();
    }

    /**
     * The reason why the router may send traffic to a track without a share, such as failing open; empty when it does not. A
     * track that may get traffic is not retired.
     *
     * @param idle the track without a share
     */
    default Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
        return Optional.empty();
    }

    /** The permissions that its calls need; none where access is not controlled. */
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

    /**
     * Of a router that makes before it breaks: how long both tracks take traffic, by a first write to {@link
     * TrafficSplit#both()}, after that write is proven, for which there are 5 min; zero if the proof is enough. Empty where one write moves traffic. A way
     * back takes the same two writes. Counts for a router that is named, not for one that is discovered.
     */
    default Optional<Duration> overlap() {
        return Optional.empty();
    }

    /**
     * A copy that can send traffic to a workload without a track label, and away from it, where {@link ReleaseSpec#origin} names
     * one; empty if the router has no such value, as by default.
     */
    default Optional<CutoverStrategy> adopting() {
        return Optional.empty();
    }

    /** True if the router supports this split; by default only one that sends everything to one track. */
    default boolean supports(TrafficSplit split) {
        return split.only().isPresent();
    }
}

package dev.bluegreen.cutover;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves at a load balancer what a router in Kubernetes only requests: that it has the weights, and that its targets are
 * healthy. Implemented for Elastic Load Balancing by {@code bluegreen-aws}. Implementations are thread-safe; those that talk
 * to an API throw {@link PlatformException}.
 */
public interface HopVerifier {

    /** Findings about a move before it is made, from reads made now. */
    List<Finding> preflight(Hop hop, Move move);

    /**
     * Evidence of an applied move of a router, from what {@link #watch} has seen: makes no request.
     *
     * @param router its name, as in the hop that is watched
     * @param applied when the write was accepted
     */
    List<Evidence> verify(String router, Move move, Instant applied);

    /**
     * Findings against proving by {@link #targets} that pods are healthy targets, from reads made now. By default one that
     * refuses the cutover.
     *
     * @param hop with the same target groups for both tracks
     */
    default List<Finding> preflight(Hop hop) {
        return List.of(Finding.fatal(
                "targets-unverified",
                hop.router() + ": its verifier does not tell which pods are healthy targets",
                "give one that does"));
    }

    /**
     * Evidence that pods are healthy targets of every target group of a router whose groups hold the pods of both tracks,
     * from what {@link #watch} has seen: makes no request.
     *
     * @param router its name, as in the hop that is watched
     * @param pods the addresses of each pod by its name, of which one has to be a healthy target
     * @param since when the pods were selected: earlier looks do not count
     */
    default List<Evidence> targets(String router, Map<String, Set<String>> pods, Instant since) {
        return List.of(
                Evidence.missing("targets", router, "its verifier does not tell which pods are healthy targets"));
    }

    /** Watches the load balancer, and calls back after each change, until closed. */
    Subscription watch(Hop hop, ReleaseSpec release, Runnable onChange);

    /** The time since which the load balancer of a router is not seen, though it is watched; empty while it is. */
    Optional<Instant> unseenSince(String router);

    /** The reason why the load balancer may send traffic to a track without a share, from reads made now; empty if none. */
    Optional<String> mayFailOpen(Hop hop, Track idle);

    /** The time limit of a proof. */
    Duration provenWithin();

    /** The permissions that its calls need. */
    List<Permission> permissions();
}

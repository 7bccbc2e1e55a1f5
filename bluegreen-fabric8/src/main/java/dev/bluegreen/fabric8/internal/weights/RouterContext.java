package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is around the object of a router: its controller, other routers to the same Services, the load balancer behind it. */
public interface RouterContext {

    /**
     * What the controller says of the last write, from watched state: makes no request.
     *
     * @param watched the object with the weights of the move
     */
    default List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        return List.of();
    }

    /** Calls back when the controller says something outside the object, until closed. */
    default Subscription watch(Runnable onChange) {
        return () -> {};
    }

    /** Permissions for that. */
    default List<Permission> permissions() {
        return List.of();
    }

    /** Findings about a move that its surroundings make risky. Reads. */
    default List<Finding> findings(String router, Move move) {
        return List.of();
    }

    /** Other places that may send traffic to a Service. Reads. */
    default List<OtherRoute> otherRoutes(String service) {
        return List.of();
    }

    /** The same for a track of an object as read, whose own places may send to it without being moved. Reads. */
    default List<OtherRoute> otherRoutes(WeightedRoute route, Track track) {
        return route.services(track).stream()
                .flatMap(service -> otherRoutes(service).stream())
                .distinct()
                .toList();
    }

    /** The reason why a track without a share may get traffic from the object itself; empty if it gets none. */
    default Optional<String> mayFailOpen(WeightedRoute route, Track idle) {
        return Optional.empty();
    }

    /** The time limit of a proof, where what the controller says takes longer than usual. */
    default Duration provenWithin() {
        return Duration.ZERO;
    }

    /** The load balancer behind the object, for a verifier; may read. */
    default Hop hop(String router, GenericKubernetesResource object, WeightedRoute route) {
        return new Hop(router, Set.of(), Map.of());
    }
}

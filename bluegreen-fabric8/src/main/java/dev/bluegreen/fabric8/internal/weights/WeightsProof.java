package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.ResourceVersions;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;

/** Check that a watched object still has the weights that a move gave it. */
record WeightsProof(WeightedKind kind, TrackServices services, Move move, String hop) {

    private static final String KIND = "weights";
    private static final String UNKNOWN = "an unknown manager";

    /** Evidence from the object as watched. */
    Evidence of(Optional<GenericKubernetesResource> watched) {
        return watched.map(this::of).orElseGet(() -> Evidence.contradicted(KIND, hop, "it does not exist"));
    }

    private Evidence of(GenericKubernetesResource watched) {
        if (isThere(watched)) {
            return Evidence.confirmed(
                    KIND,
                    hop,
                    "it is " + routing(watched)
                            + RouterMarks.cutover(watched)
                                    .map(id -> " since cutover " + id)
                                    .orElse(""));
        }
        return isBeforeTheWrite(watched)
                ? Evidence.missing(
                        KIND,
                        hop,
                        "the watch still shows its state before the write, at resourceVersion "
                                + watched.getMetadata().getResourceVersion())
                : Evidence.contradicted(KIND, hop, undone(watched));
    }

    /** A later foreign write of the weights or of the cutover's label. */
    Optional<String> overwritten(GenericKubernetesResource watched) {
        boolean isOurs = isThere(watched) && RouterMarks.cutover(watched).equals(mark(watched));
        return isOurs || isBeforeTheWrite(watched) ? Optional.empty() : Optional.of(hop + ": " + undone(watched));
    }

    /** True if it has the weights of the move, whoever wrote them. */
    boolean isThere(GenericKubernetesResource watched) {
        return route(watched)
                .filter(route -> route.split().equals(move.target()))
                .isPresent();
    }

    private String undone(GenericKubernetesResource watched) {
        return "it was set to " + move.target() + " and is " + routing(watched) + ", written by "
                + route(watched)
                        .flatMap(route -> FieldOwners.owner(watched, route.field()))
                        .or(() -> FieldOwners.ofLastWrite(watched))
                        .orElse(UNKNOWN);
    }

    private String routing(GenericKubernetesResource watched) {
        try {
            return kind.read(watched, services).routing();
        } catch (PlatformException e) {
            return "unusable: " + e.getMessage();
        }
    }

    private Optional<WeightedRoute> route(GenericKubernetesResource watched) {
        try {
            return Optional.of(kind.read(watched, services));
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    /** The cutover that the object must carry: that of the move, or the last one if nothing had to be moved. */
    private Optional<String> mark(GenericKubernetesResource watched) {
        Optional<String> carried = RouterMarks.cutover(watched);
        boolean nothingToMove = move.before().split().equals(move.target());
        return nothingToMove && carried.equals(move.before().cutoverId()) ? carried : Optional.of(move.cutoverId());
    }

    private boolean isBeforeTheWrite(GenericKubernetesResource watched) {
        return ResourceVersions.isAtMost(
                watched.getMetadata().getResourceVersion(), move.before().version());
    }
}

package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.ResourceVersions;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.service.ServicePorts;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Check that a watched Service is still as a move left it. */
public final class ServiceProof {

    public static final String KIND = "service";
    private static final String UNKNOWN = "an unknown manager";

    private final Move move;
    private final String hop;

    public ServiceProof(Move move, String service) {
        this.move = move;
        this.hop = RouterView.router(service);
    }

    Evidence of(Optional<Service> watched) {
        return watched.map(this::of).orElseGet(() -> Evidence.contradicted(KIND, hop, "the Service does not exist"));
    }

    /**
     * The cutover id that the Service, and so its slices, must carry. A move to the active
     * track may have written nothing; then it is the id of the last cutover, if there was one.
     */
    static Optional<String> mark(Move move, Service watched) {
        Optional<String> carried = carried(watched);
        boolean nothingToMove = move.before().split().equals(move.target());
        return nothingToMove && carried.equals(move.before().cutoverId()) ? carried : Optional.of(move.cutoverId());
    }

    /** Description of a later foreign write to the selector, the cutover label or the ports. */
    public Optional<String> overwritten(Service watched) {
        if (isBeforeTheWrite(watched)) {
            return Optional.empty();
        }
        boolean isOurs = routes(watched) && carried(watched).equals(mark(move, watched));
        return isOurs
                ? portsBefore()
                        .filter(before -> !before.equals(ServicePorts.of(watched)))
                        .map(before -> hop + " has the ports " + ServicePorts.of(watched) + " and no longer " + before
                                + FieldOwners.ofPorts(watched))
                : Optional.of(hop + " " + described(watched) + writer(watched));
    }

    /** The ports on which a move was decided; empty for one by another process, or one without a write. */
    private Optional<List<String>> portsBefore() {
        boolean isMade = !move.before().cutoverId().equals(Optional.of(move.cutoverId()));
        return RouterView.source(move.before()).filter(before -> isMade).map(ServicePorts::of);
    }

    private String described(Service watched) {
        return RouterView.isExternal(watched)
                ? "is of type ExternalName, which routes by DNS and selects no pods"
                : "selects " + RouterView.selector(watched)
                        + carried(watched)
                                .map(id -> " with the label of cutover " + id)
                                .orElse(" without the label of a cutover");
    }

    /** The foreign writer: of the selector, the label or, if unknown, of the last change. */
    private String writer(Service watched) {
        if (RouterView.isExternal(watched)) {
            return FieldOwners.ofLastWrite(watched)
                    .map(manager -> "; " + manager + " wrote to it last")
                    .orElse("");
        }
        if (!routes(watched)) {
            return ", written by "
                    + FieldOwners.ofSelectorKey(watched, labels().trackKey()).orElse(UNKNOWN);
        }
        return carried(watched).isPresent()
                ? ", written by "
                        + FieldOwners.ofLabel(watched, MetadataKeys.CUTOVER).orElse(UNKNOWN)
                : ", which another client removed"
                        + FieldOwners.ofLastWrite(watched)
                                .map(manager -> "; " + manager + " wrote to it last")
                                .orElse("");
    }

    private boolean routes(Service watched) {
        boolean isAsMoved = move.target()
                .only()
                .map(track -> RouterView.selector(watched)
                        .equals(RouterView.selector(move.world().release(), watched, track)))
                .orElseGet(() -> RouterView.isWidened(labels(), watched));
        return !RouterView.isExternal(watched) && isAsMoved && isOtherwiseAsBefore(watched);
    }

    /** True if all other keys are unchanged: with one more or less, the selector matches other pods than predicted. */
    private boolean isOtherwiseAsBefore(Service watched) {
        return move.before()
                .split()
                .only()
                .map(track -> RouterView.selector(move.world().release(), watched, track))
                .orElseGet(() -> withoutTrack(watched))
                .toString()
                .equals(move.before().routing());
    }

    private Map<String, String> withoutTrack(Service watched) {
        Map<String, String> selector = RouterView.selector(watched);
        selector.remove(labels().trackKey());
        return selector;
    }

    private Evidence of(Service watched) {
        boolean routes = routes(watched);
        if (routes && carried(watched).equals(mark(move, watched))) {
            return Evidence.confirmed(
                    KIND,
                    hop,
                    "it selects " + RouterView.selector(watched)
                            + carried(watched).map(id -> " since cutover " + id).orElse(""));
        }
        if (isBeforeTheWrite(watched)) {
            return Evidence.missing(
                    KIND,
                    hop,
                    "the watch still shows its state before the write, at resourceVersion "
                            + watched.getMetadata().getResourceVersion());
        }
        return routes ? otherMark(watched) : routedAway(watched);
    }

    private Evidence otherMark(Service watched) {
        return Evidence.missing(
                KIND,
                hop,
                "it selects " + RouterView.selector(watched) + " but carries "
                        + carried(watched)
                                .map(id -> "the label of cutover " + id)
                                .orElse("no label of a cutover")
                        + ", not that of " + move.cutoverId());
    }

    private Evidence routedAway(Service watched) {
        String writer = FieldOwners.ofSelectorKey(watched, labels().trackKey()).orElse(UNKNOWN);
        return Evidence.contradicted(
                KIND,
                hop,
                (RouterView.isExternal(watched)
                                ? "it is of type ExternalName, which routes by DNS and selects no pods"
                                : "it selects " + RouterView.selector(watched))
                        + ", written by " + writer
                        + " after this cutover's write to "
                        + move.target()
                                .only()
                                .map(Track::toString)
                                .orElse(move.target().toString()));
    }

    /**
     * True for a state before our write. Our write tested the version before it, so any later version is our write or follows
     * it.
     */
    private boolean isBeforeTheWrite(Service watched) {
        return ResourceVersions.isAtMost(
                watched.getMetadata().getResourceVersion(), move.before().version());
    }

    private static Optional<String> carried(Service watched) {
        return Optional.ofNullable(Fields.labels(watched).get(MetadataKeys.CUTOVER));
    }

    private TrackLabels labels() {
        return move.world().release().labels();
    }
}

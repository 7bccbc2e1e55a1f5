package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.fabric8.internal.api.ManagingTool;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about tools that would revert the weights after a cutover, because they reconcile the object with a manifest. */
record WeightsDrift(WeightedObject router, Read read) {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    List<Finding> findings(Move move) {
        return Stream.of(tool(), lastApplied(move.target()), unknown())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> tool() {
        return ManagingTool.finding(router.kube(), read.object(), router.router(), "its weights", field(), field());
    }

    private Optional<Finding> unknown() {
        return FieldOwners.owner(read.object(), field())
                .filter(manager -> ManagingTool.of(read.object()).isEmpty() && !ManagingTool.isByHand(manager))
                .map(manager -> Finding.info(
                        "weights-owned",
                        "the weights of " + router.router() + " were written by field manager '" + manager
                                + "', which may revert them if it is a tool that reconciles a desired state",
                        "if it is one, exclude " + field().dotted() + " there"));
    }

    private Optional<Finding> lastApplied(TrafficSplit target) {
        return Optional.ofNullable(Fields.annotations(read.object()).get(LAST_APPLIED))
                .flatMap(manifest -> router.kube().parse(manifest, GenericKubernetesResource.class))
                .flatMap(this::split)
                .filter(applied -> !applied.equals(target))
                .map(applied -> Finding.warning(
                        "last-applied",
                        router.router() + " was last applied by kubectl with the weights " + applied
                                + ": the next kubectl apply of that manifest moves traffic there",
                        "set them in the manifest to " + target
                                + " after the cutover, or apply the object server-side without them"));
    }

    /** The weights of a manifest; empty if it has none. */
    private Optional<TrafficSplit> split(GenericKubernetesResource manifest) {
        try {
            return Optional.of(router.kind().read(manifest, read.services()).split());
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    private ManagedField field() {
        return read.route().field();
    }
}

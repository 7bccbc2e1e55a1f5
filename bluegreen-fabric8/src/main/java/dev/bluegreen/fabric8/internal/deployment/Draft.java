package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Marks;
import dev.bluegreen.fabric8.internal.template.Leaves;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Deployment as staging will leave it, told by dry runs.
 *
 * @param template the leaves of its pod template; empty when dry runs are not possible
 * @param leftovers fields of its spec that were not wanted: others own them
 */
record Draft(Optional<Leaves> template, List<String> leftovers) {

    private static final Draft UNKNOWN = new Draft(Optional.empty(), List.of());

    /**
     * Compares the write with a creation of the same Deployment: what the latter has not is neither wanted, nor a default,
     * nor added by admission.
     *
     * @param dry makes dry runs
     * @param drafted the answer to the dry run of the write
     */
    static Draft of(DeploymentWrites dry, Supplier<Deployment> drafted, Deployment wanted) {
        try {
            Deployment draft = drafted.get();
            List<String> leftovers = StagedMark.isCreatedByStage(draft)
                    ? List.of()
                    : leaves(dry, draft).besides(leaves(dry, dry.createAnew(wanted)));
            return new Draft(Optional.of(StagedMark.template(draft, dry.kube().serialization())), leftovers);
        } catch (PlatformException e) {
            if (!DeploymentWrites.refusesDryRuns(e)) {
                throw e;
            }
            return UNKNOWN;
        }
    }

    private static Leaves leaves(DeploymentWrites dry, Deployment deployment) {
        return Leaves.of(dry.tree(deployment.getSpec()));
    }

    Deployment marked(Deployment wanted) {
        return new DeploymentBuilder(wanted)
                .editMetadata()
                .addToAnnotations(Marks.STAGED, StagedMark.of(template, leftovers))
                .endMetadata()
                .build();
    }

    List<String> notes(Deployment wanted) {
        return leftovers.stream()
                .map(path -> "Deployment/" + wanted.getMetadata().getName() + " keeps spec." + path
                        + ", which another field manager owns and which was not staged; remove it there, or delete the"
                        + " Deployment and stage it anew")
                .toList();
    }
}

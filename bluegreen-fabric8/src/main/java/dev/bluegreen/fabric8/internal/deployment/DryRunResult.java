package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.template.Leaves;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The result of staging a Deployment, predicted by dry runs.
 *
 * @param template fields of its pod template; empty if dry runs are not possible
 * @param leftovers fields of its spec that were not staged and remain, because others own them
 */
record DryRunResult(Optional<Leaves> template, List<String> leftovers) {

    private static final DryRunResult UNKNOWN = new DryRunResult(Optional.empty(), List.of());

    /**
     * Compares the write with a creation of the same Deployment: fields that only the write has are neither requested, nor
     * defaults, nor added by admission.
     *
     * @param dry dry-run writes
     * @param applied the result of the write's dry run
     */
    static DryRunResult of(DeploymentWrites dry, Supplier<Deployment> applied, Deployment desired) {
        try {
            Deployment result = applied.get();
            List<String> leftovers = StagedMark.isCreatedByStage(result)
                    ? List.of()
                    : leaves(dry, result).besides(leaves(dry, dry.createAnew(desired)));
            return new DryRunResult(
                    Optional.of(StagedMark.template(result, dry.kube().serialization())), leftovers);
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

    Deployment marked(Deployment desired) {
        return new DeploymentBuilder(desired)
                .editMetadata()
                .addToAnnotations(MetadataKeys.STAGED, StagedMark.of(template, leftovers))
                .endMetadata()
                .build();
    }

    List<String> notes(Deployment desired) {
        return leftovers.stream()
                .map(path -> "Deployment/" + desired.getMetadata().getName() + " keeps spec." + path
                        + ", which another field manager owns and which was not staged; remove it there, or delete the"
                        + " Deployment and stage it again")
                .toList();
    }
}

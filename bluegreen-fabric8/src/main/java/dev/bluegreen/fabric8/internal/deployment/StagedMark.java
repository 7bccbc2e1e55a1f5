package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Findings;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.template.Leaves;
import dev.bluegreen.fabric8.internal.template.StagedTemplate;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The annotation that {@code stage} leaves on a Deployment, and the differences since. */
final class StagedMark {

    private static final int MOST_NAMED = 5;

    private StagedMark() {}

    /** True if {@code stage} created it, so that no other client's fields belong in it. */
    static boolean isCreatedByStage(Deployment deployment) {
        return Fields.annotations(deployment).containsKey(MetadataKeys.CREATED_BY_STAGE);
    }

    /** The annotation's value; without hashes if the resulting template is unknown. */
    static String of(Optional<Leaves> template, List<String> leftovers) {
        return template.map(leaves -> StagedTemplate.of(leaves, leftovers).encode())
                .orElse("unknown");
    }

    /** Findings about the current Deployment; none without the annotation. */
    static List<Finding> findings(Deployment deployment, KubernetesSerialization json) {
        return Optional.ofNullable(Fields.annotations(deployment).get(MetadataKeys.STAGED))
                .flatMap(StagedTemplate::decode)
                .map(staged -> findings(deployment, staged, template(deployment, json)))
                .orElse(List.of());
    }

    /** The fields of the pod template. */
    static Leaves template(Deployment deployment, KubernetesSerialization json) {
        return Leaves.of(json.unmarshal(json.asJson(deployment.getSpec().getTemplate()), Object.class));
    }

    private static List<Finding> findings(Deployment deployment, StagedTemplate staged, Leaves now) {
        List<String> changes = staged.changes(now);
        List<String> leftovers = staged.leftovers();
        return new Findings("Deployment/" + deployment.getMetadata().getName())
                .warning(
                        !changes.isEmpty(),
                        "changed-since-stage",
                        "has changed since it was staged: " + few("spec.template.", changes),
                        "stage it again, or check that the change should be released")
                .warning(
                        !leftovers.isEmpty(),
                        "stage-leftover",
                        "has fields that were not staged and that another field manager owns: "
                                + few("spec.", leftovers),
                        "remove them with kubectl edit, or delete the Deployment and stage it again")
                .list();
    }

    private static String few(String below, List<String> all) {
        String named = all.stream().limit(MOST_NAMED).map(path -> below + path).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? named + " and " + (all.size() - MOST_NAMED) + " more" : named;
    }
}

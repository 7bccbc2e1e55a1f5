package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.rule.LabelSelectors;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deployments whose selectors match each other's pods. Kubernetes tolerates this and goes by ownership, but users of labels
 * (Services, autoscalers, disruption budgets, people) confuse the pods.
 *
 * @param membership membership of the target track
 * @param pods pods matched by the router's new selector
 */
public record OverlappingSelectors(Membership membership, List<Pod> pods) {

    /**
     * A finding for each Deployment whose selector also matches pods of another; none for one that a track was adopted from.
     *
     * @param deployments all Deployments of the namespace
     */
    public Stream<Finding> findings(List<Deployment> deployments) {
        Set<String> tracks = Stream.of(membership.target(), membership.other())
                .map(Workload::name)
                .collect(Collectors.toSet());
        Set<String> origins = deployments.stream()
                .flatMap(clone -> Stream.ofNullable(Fields.annotations(clone).get(MetadataKeys.ADOPTED_FROM)))
                .collect(Collectors.toSet());
        Set<String> takers = pods.stream()
                .filter(membership::isTaken)
                .map(Owner::of)
                .filter(Owner::isDeployment)
                .map(Owner::name)
                .collect(Collectors.toSet());
        List<Map<String, String>> ours = membership.target().pods().stream()
                .map(dev.bluegreen.model.Pod::labels)
                .distinct()
                .toList();
        return deployments.stream()
                .filter(other -> takers.contains(other.getMetadata().getName()) || selectsAny(other, ours))
                .filter(other -> !tracks.contains(other.getMetadata().getName()))
                .filter(other -> !origins.contains(other.getMetadata().getName()))
                .map(this::finding);
    }

    private static boolean selectsAny(Deployment other, List<Map<String, String>> labels) {
        return labels.stream()
                .anyMatch(one -> LabelSelectors.selects(other.getSpec().getSelector(), one));
    }

    private Finding finding(Deployment other) {
        Workload target = membership.target();
        return new Finding(
                "selectors-overlap",
                Severity.WARNING,
                "the selectors of Deployment/" + other.getMetadata().getName() + " "
                        + Fields.matchLabels(other) + " and Deployment/" + target.name() + " "
                        + target.selector()
                        + " overlap: one matches pods that the other owns",
                "recreate one of them with a distinguishing label; a selector cannot be changed");
    }
}

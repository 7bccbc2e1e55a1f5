package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.rule.LabelSelectors;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deployments whose selectors take each other's pods. Kubernetes lets them be and tells whose a pod is by its owner; whoever goes
 * by labels (Services, autoscalers, disruption budgets, people) mixes them up.
 *
 * @param membership of the track that traffic goes to
 * @param pods that the written selector of the router takes
 */
public record OverlappingSelectors(Membership membership, List<Pod> pods) {

    /** @param deployments all of the namespace */
    public Stream<Finding> findings(List<Deployment> deployments) {
        Set<String> tracks =
                Set.of(membership.target().name(), membership.other().name());
        return deployments.stream()
                .filter(other -> !tracks.contains(other.getMetadata().getName()))
                .filter(other -> takesOurs(other) || isTaken(other))
                .map(this::finding);
    }

    private boolean takesOurs(Deployment other) {
        return membership.target().pods().stream()
                .anyMatch(pod -> LabelSelectors.selects(other.getSpec().getSelector(), pod.labels()));
    }

    private boolean isTaken(Deployment other) {
        return pods.stream()
                .filter(membership::isTaken)
                .anyMatch(pod -> Owner.of(pod).isDeployment(other.getMetadata().getName()));
    }

    private Finding finding(Deployment other) {
        Workload target = membership.target();
        return new Finding(
                "selectors-overlap",
                Severity.WARNING,
                "the selectors of Deployment/" + other.getMetadata().getName() + " "
                        + Maps.matchLabels(other) + " and Deployment/" + target.name() + " "
                        + target.selector()
                        + " overlap: one takes pods that the other keeps",
                "create one of them anew with a label that tells them apart; a selector cannot be changed");
    }
}

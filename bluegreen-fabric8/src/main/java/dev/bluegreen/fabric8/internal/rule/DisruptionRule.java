package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Findings;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;

/** Checks that a PodDisruptionBudget protects the target's pods against node drains. */
record DisruptionRule(Kube kube) implements Rule {

    @Override
    public List<Finding> check(Inspection inspection) {
        Workload target = inspection.world().workload(inspection.to());
        Workload other = inspection.world().workload(inspection.to().other());
        List<PodDisruptionBudget> covering = kube.listIfServed(PodDisruptionBudget.class).stream()
                .filter(budget -> covers(budget, target))
                .toList();
        return covering.isEmpty()
                ? List.of(missing(target))
                : covering.stream()
                        .flatMap(budget -> of(budget, target, other).stream())
                        .toList();
    }

    private static boolean covers(PodDisruptionBudget budget, Workload workload) {
        return workload.pods().stream()
                .map(Pod::labels)
                .anyMatch(labels -> LabelSelectors.selects(budget.getSpec().getSelector(), labels));
    }

    private static Finding missing(Workload target) {
        return new Finding(
                "no-disruption-budget",
                Severity.INFO,
                "no PodDisruptionBudget covers the pods of " + target.name() + ": draining nodes may take all of them",
                "create one that selects " + target.selector());
    }

    private static List<Finding> of(PodDisruptionBudget budget, Workload target, Workload other) {
        boolean blocks = budget.getStatus() != null
                && Integer.valueOf(0).equals(budget.getStatus().getDisruptionsAllowed());
        return new Findings("PodDisruptionBudget/" + budget.getMetadata().getName())
                .warning(
                        covers(budget, other),
                        "disruption-budget-spans-tracks",
                        "counts the pods of " + target.name() + " and " + other.name()
                                + " together: draining nodes may take all of the track that has the traffic",
                        "give each track its own PodDisruptionBudget")
                .info(
                        blocks,
                        "disruption-budget-blocks",
                        "allows no disruption now: nodes under its pods cannot be drained",
                        "find the cause, or relax it")
                .list();
    }
}

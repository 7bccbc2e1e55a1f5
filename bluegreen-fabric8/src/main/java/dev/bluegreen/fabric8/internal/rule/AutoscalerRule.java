package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Autoscalers that shrink an idle track to minReplicas: the target before the switch, or the old track before a way back. One
 * that the cutover pins is no risk, unless KEDA reverts the pin.
 */
record AutoscalerRule(Kube kube) implements Rule {

    private static final String AUTOSCALERS = "horizontalpodautoscalers";

    @Override
    public List<Finding> check(Inspection inspection) {
        List<Scaler> all = scalers();
        Workload target = inspection.world().workload(inspection.to());
        Workload old = inspection.world().workload(inspection.to().other());
        Stream<Finding> before = of(all, target)
                .filter(found -> found.min() < old.desired() && !isPinned(inspection, found))
                .map(found -> belowLiveSize(
                        found, target, old.desired(), of(all, target).count() > 1));
        Stream<Finding> after = of(all, old)
                .filter(found -> found.min() < old.desired() && !isPinned(inspection, found))
                .map(found -> weakensTheWayBack(found, old));
        Stream<Finding> pins = Stream.of(target, old)
                .flatMap(workload -> of(all, workload))
                .filter(found -> isPinned(inspection, found))
                .flatMap(AutoscalerRule::putBack);
        Stream<Finding> rivals = Stream.of(target, old).flatMap(workload -> rivals(all, workload));
        return Stream.of(before, after, pins, rivals)
                .flatMap(findings -> findings)
                .toList();
    }

    private List<Scaler> scalers() {
        return kube.listIfServed(HorizontalPodAutoscaler.class).stream()
                .map(Scaler::new)
                .toList();
    }

    private static Stream<Scaler> of(List<Scaler> all, Workload workload) {
        return all.stream().filter(found -> found.targets(workload));
    }

    /** True if the cutover pins it: only then it needs the permission. */
    private static boolean isPinned(Inspection inspection, Scaler found) {
        return inspection.permissions().stream()
                .anyMatch(permission -> permission.resource().equals(AUTOSCALERS)
                        && permission.name().equals(Optional.of(found.name())));
    }

    private static Finding belowLiveSize(Scaler found, Workload target, int live, boolean isRivalled) {
        return new Finding(
                "autoscaler-below-live-size",
                Severity.WARNING,
                found + " may leave " + target.name() + " with " + found.min()
                        + " pods while it is idle, and the active track has " + live,
                found.scaledObject()
                        .map(keda -> "raise minReplicaCount of ScaledObject/" + keda)
                        .orElse(
                                isRivalled
                                        ? "delete all autoscalers of " + target.name()
                                                + " but one: a cutover pins only one"
                                        : "call .prescale(), which pins it for the cutover, or raise its minReplicas"));
    }

    private static Finding weakensTheWayBack(Scaler found, Workload old) {
        return new Finding(
                "autoscaler-weakens-way-back",
                Severity.INFO,
                found + " may leave " + old.name() + " with " + Wording.pods(found.min())
                        + " once it is idle: a rollback finds only those, not the " + old.desired()
                        + " that serve it now",
                found.scaledObject()
                        .map(keda -> "raise minReplicaCount of ScaledObject/" + keda
                                + " until the way back is no longer needed")
                        .orElse("raise its minReplicas until the way back is no longer needed"));
    }

    private static Stream<Finding> putBack(Scaler found) {
        return found.scaledObject().stream()
                .map(keda -> new Finding(
                        "autoscaler-kept-by-keda",
                        Severity.WARNING,
                        found + " is pinned for the cutover, but KEDA manages it by ScaledObject/" + keda
                                + ": it will revert minReplicas",
                        "raise minReplicaCount of ScaledObject/" + keda + " for the cutover"));
    }

    private static Stream<Finding> rivals(List<Scaler> all, Workload workload) {
        List<String> names = of(all, workload).map(Scaler::toString).sorted().toList();
        return names.size() < 2
                ? Stream.empty()
                : Stream.of(new Finding(
                        "autoscalers-compete",
                        Severity.WARNING,
                        workload.name() + " is the target of " + String.join(" and ", names)
                                + ": they scale it against each other, and the release knows only one of them",
                        "delete all but one"));
    }
}

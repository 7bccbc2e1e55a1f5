package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An idle track has no load, so that its autoscaler takes pods away until its least number is left: of the target before the
 * switch, and of the old track before a way back. One that the cutover pins is no risk, unless KEDA puts it back.
 */
final class AutoscalerRule implements Rule {

    private static final String GROUP = "autoscaling";
    private static final String AUTOSCALERS = "horizontalpodautoscalers";

    private final Reads reads;

    AutoscalerRule(Reads reads) {
        this.reads = reads;
    }

    @Override
    public String subject() {
        return "autoscalers";
    }

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
        return reads
                .list(
                        GROUP,
                        AUTOSCALERS,
                        client -> client.autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(reads.namespace())
                                .list()
                                .getItems())
                .stream()
                .map(Scaler::new)
                .toList();
    }

    private static Stream<Scaler> of(List<Scaler> all, Workload workload) {
        return all.stream().filter(found -> found.targets(workload));
    }

    /** Only a cutover that pins it needs the right to. */
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
                        + " once it is idle: traffic that goes back finds those, and not the " + old.desired()
                        + " that serve it now",
                found.scaledObject()
                        .map(keda ->
                                "raise minReplicaCount of ScaledObject/" + keda + " until the way back is not needed")
                        .orElse("raise its minReplicas until the way back is not needed any more"));
    }

    private static Stream<Finding> putBack(Scaler found) {
        return found.scaledObject().stream()
                .map(keda -> new Finding(
                        "autoscaler-kept-by-keda",
                        Severity.WARNING,
                        found + " is pinned for the cutover, and KEDA keeps it by ScaledObject/" + keda
                                + ": it puts minReplicas back",
                        "set minReplicaCount of ScaledObject/" + keda + " for the time of the cutover"));
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

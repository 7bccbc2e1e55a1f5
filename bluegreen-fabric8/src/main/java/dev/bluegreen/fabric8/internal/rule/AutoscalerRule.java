package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An idle track has no load, so that its autoscaler takes pods away until its least number is left: at the moment of the
 * switch that may be too few for all the traffic. One that the cutover pins is no risk.
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
    public List<Finding> check(Inspection asked) {
        Workload target = asked.world().workload(asked.to());
        int live = asked.world().workload(asked.to().other()).desired();
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
                .filter(found -> targets(found, target.name()))
                .filter(found -> min(found) < live && !isPinned(asked, found))
                .map(found -> finding(found, target, live))
                .toList();
    }

    private static boolean targets(HorizontalPodAutoscaler found, String deployment) {
        return "Deployment".equals(found.getSpec().getScaleTargetRef().getKind())
                && deployment.equals(found.getSpec().getScaleTargetRef().getName());
    }

    private static int min(HorizontalPodAutoscaler found) {
        return Objects.requireNonNullElse(found.getSpec().getMinReplicas(), 1);
    }

    /** Only a cutover that pins it needs the right to. */
    private static boolean isPinned(Inspection asked, HorizontalPodAutoscaler found) {
        return asked.permissions().stream()
                .anyMatch(permission -> permission.resource().equals(AUTOSCALERS)
                        && permission.name().equals(Optional.of(name(found))));
    }

    private static Finding finding(HorizontalPodAutoscaler found, Workload target, int live) {
        return new Finding(
                "autoscaler-below-live-size",
                Severity.WARNING,
                "HorizontalPodAutoscaler/" + name(found) + " may leave " + target.name() + " with " + min(found)
                        + " pods while it is idle, and the active track has " + live,
                "call .prescale(), which pins it for the cutover, or raise its minReplicas");
    }

    private static String name(HorizontalPodAutoscaler found) {
        return found.getMetadata().getName();
    }
}

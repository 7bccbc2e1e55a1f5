package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.spi.Autoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The HorizontalPodAutoscalers of Deployments. None is ever deleted, nor its target changed. */
record Autoscalers(Kube kube) {

    private static final String KIND = "HorizontalPodAutoscaler/";

    Optional<Autoscaler> of(String deployment) {
        return kube.list(HorizontalPodAutoscaler.class).stream()
                .filter(found -> targets(found, deployment))
                .findFirst()
                .map(Autoscalers::view);
    }

    /** Sets minReplicas by a merge patch, conditional on the resourceVersion read. */
    void pin(Autoscaler autoscaler, int min, long token, String attempt) {
        Map<String, String> annotations = Map.of(MetadataKeys.TOKEN, Long.toString(token), MetadataKeys.FENCE, attempt);
        Map<String, Object> metadata = Map.of("resourceVersion", autoscaler.version(), "annotations", annotations);
        HorizontalPodAutoscaler named = new HorizontalPodAutoscalerBuilder()
                .withMetadata(kube.named(nameOf(autoscaler)))
                .build();
        Map<String, Object> patch = Map.of("metadata", metadata, "spec", Map.of("minReplicas", min));
        kube.patch(HorizontalPodAutoscaler.class, named, PatchType.JSON_MERGE, patch);
    }

    /** The name of the object. */
    static String nameOf(Autoscaler autoscaler) {
        return autoscaler.name().substring(KIND.length());
    }

    private static boolean targets(HorizontalPodAutoscaler found, String deployment) {
        CrossVersionObjectReference target = found.getSpec().getScaleTargetRef();
        return "Deployment".equals(target.getKind()) && deployment.equals(target.getName());
    }

    private static Autoscaler view(HorizontalPodAutoscaler found) {
        return new Autoscaler(
                KIND + found.getMetadata().getName(),
                Objects.requireNonNullElse(found.getSpec().getMinReplicas(), 1),
                found.getSpec().getMaxReplicas(),
                found.getMetadata().getResourceVersion());
    }
}

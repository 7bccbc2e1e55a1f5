package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** An autoscaler of a Deployment, and the KEDA object that manages it, if any. */
record Scaler(HorizontalPodAutoscaler found) {

    private static final String SCALED_OBJECT = "scaledobject.keda.sh/name";

    boolean targets(Workload workload) {
        return "Deployment".equals(found.getSpec().getScaleTargetRef().getKind())
                && workload.name().equals(found.getSpec().getScaleTargetRef().getName());
    }

    int min() {
        return Objects.requireNonNullElse(found.getSpec().getMinReplicas(), 1);
    }

    String name() {
        return found.getMetadata().getName();
    }

    /** The ScaledObject: KEDA creates and owns its autoscaler, and reverts foreign changes. */
    Optional<String> scaledObject() {
        Stream<String> owners = Fields.each(found.getMetadata().getOwnerReferences())
                .filter(owner -> "ScaledObject".equals(owner.getKind()))
                .map(OwnerReference::getName);
        Stream<String> label = Stream.ofNullable(Fields.labels(found).get(SCALED_OBJECT));
        return Stream.concat(owners, label).findFirst();
    }

    @Override
    public String toString() {
        return "HorizontalPodAutoscaler/" + name();
    }
}

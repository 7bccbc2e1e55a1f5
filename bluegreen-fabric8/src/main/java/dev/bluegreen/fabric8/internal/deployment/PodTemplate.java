package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.template.Sha256;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fingerprint of a Deployment's pod template: equal for templates without a difference. */
final class PodTemplate {

    /** Annotation of {@code kubectl rollout restart}, which changes nothing else. */
    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private PodTemplate() {}

    static String fingerprint(Deployment deployment, KubernetesSerialization serialization) {
        Object tree = serialization.convertValue(deployment.getSpec().getTemplate(), Map.class);
        return Sha256.of(serialization.asJson(ordered(withoutRestart(tree))));
    }

    private static Object withoutRestart(Object template) {
        Map<?, ?> copy = copy(template);
        Map<?, ?> meta = copy(copy.get("metadata"));
        Map<?, ?> annotations = copy(meta.get("annotations"));
        annotations.remove(RESTARTED);
        return List.of(copy.get("spec") == null ? Map.of() : copy.get("spec"), copy(meta.get("labels")), annotations);
    }

    private static Map<?, ?> copy(@Nullable Object map) {
        return map instanceof Map<?, ?> known ? new TreeMap<>(known) : new TreeMap<>();
    }

    /** A copy with sorted keys; lists keep their order. */
    private static @Nullable Object ordered(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, of) -> sorted.put(String.valueOf(key), ordered(of)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(PodTemplate::ordered).toList()
                : value;
    }
}

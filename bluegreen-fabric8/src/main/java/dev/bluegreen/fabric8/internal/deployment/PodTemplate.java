package dev.bluegreen.fabric8.internal.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        return sha256(serialization.asJson(ordered(withoutRestart(tree))));
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

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.bluegreen.fabric8.internal.deployment;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Fingerprints of pod templates, made once for each generation of a Deployment. Thread-safe. */
final class Fingerprints {

    private static final int MOST = 4_096;

    private final KubernetesSerialization serialization;
    private final Map<String, Known> byUid = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(long generation, String fingerprint) {}

    Fingerprints(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /** The fingerprint of the Deployment's pod template. */
    String of(Deployment deployment) {
        ObjectMeta meta = deployment.getMetadata();
        if (meta.getUid() == null || meta.getGeneration() == null) {
            return PodTemplate.fingerprint(deployment, serialization);
        }
        return known(meta.getUid(), meta.getGeneration()).orElseGet(() -> {
            String fingerprint = PodTemplate.fingerprint(deployment, serialization);
            remember(meta.getUid(), new Known(meta.getGeneration(), fingerprint));
            return fingerprint;
        });
    }

    private synchronized Optional<String> known(String uid, long generation) {
        return Optional.ofNullable(byUid.get(uid))
                .filter(known -> known.generation() == generation)
                .map(Known::fingerprint);
    }

    private synchronized void remember(String uid, Known known) {
        byUid.put(uid, known);
    }
}

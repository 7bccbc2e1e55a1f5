package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.template.ConfigObject;
import dev.bluegreen.fabric8.internal.template.Sha256;
import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contents of ConfigMaps and Secrets as hashes, which are compared and dropped: never logged, never stored. */
record ConfigContents(Kube kube) {

    /**
     * One object.
     *
     * @param immutable true if the API server refuses changes
     * @param hash of keys and values
     */
    record Content(boolean immutable, String hash) {}

    /** Contents of an object; empty if it does not exist. */
    Optional<Content> of(ConfigObject object) {
        return object.kind().equals("Secret") ? secret(object.name()) : configMap(object.name());
    }

    private Optional<Content> configMap(String name) {
        return kube.get(ConfigMap.class, name)
                .map(map -> content(map.getImmutable(), map.getData(), map.getBinaryData()));
    }

    private Optional<Content> secret(String name) {
        return kube.get(Secret.class, name).map(secret -> content(secret.getImmutable(), secret.getData(), Map.of()));
    }

    private static Content content(
            @Nullable Boolean immutable, @Nullable Map<String, String> data, @Nullable Map<String, String> binary) {
        return new Content(Boolean.TRUE.equals(immutable), Sha256.of(text(data) + "\0" + text(binary)));
    }

    /** Texts with their lengths, so that no two contents give the same text. */
    private static String text(@Nullable Map<String, String> data) {
        StringBuilder text = new StringBuilder();
        Fields.sorted(data)
                .forEach((key, value) -> text.append(key.length())
                        .append(':')
                        .append(key)
                        .append(value.length())
                        .append(':')
                        .append(value));
        return text.toString();
    }
}

package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.template.ConfigObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
        MessageDigest digest = sha256();
        put(digest, data);
        put(digest, binary);
        return new Content(Boolean.TRUE.equals(immutable), HexFormat.of().formatHex(digest.digest()));
    }

    /** Adds texts with their lengths, so that no two contents give the same bytes. */
    private static void put(MessageDigest digest, @Nullable Map<String, String> data) {
        new TreeMap<>(data == null ? Map.of() : data).forEach((key, value) -> {
            put(digest, key);
            put(digest, value);
        });
        digest.update((byte) 0);
    }

    private static void put(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

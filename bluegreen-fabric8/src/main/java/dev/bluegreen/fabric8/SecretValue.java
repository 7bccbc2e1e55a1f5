package dev.bluegreen.fabric8;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** One value of a Secret, which is in no message. */
final class SecretValue {

    private SecretValue() {}

    static String read(Kube kube, String name, String key) {
        Names.requireObjectName("secret.name", name);
        Secret secret = kube.get(Secret.class, name)
                .orElseThrow(() -> new ConfigurationException("secret: there is no Secret " + Wording.quoted(name)
                        + " in " + kube.describe() + "; create it, or correct the name"));
        String encoded = Optional.ofNullable(secret.getData()).orElse(Map.of()).get(key);
        String text = encoded == null ? "" : decoded(name, key, encoded);
        if (text.isBlank()) {
            throw new ConfigurationException("secret: Secret " + Wording.quoted(name) + " has no text at the key "
                    + Wording.quoted(key) + "; give one of its keys, or add the value");
        }
        return text.strip();
    }

    private static String decoded(String name, String key, String encoded) {
        try {
            return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("secret: the value at " + Wording.quoted(key) + " of Secret "
                    + Wording.quoted(name) + " is not base64, and is not shown; store it anew");
        }
    }
}

package dev.bluegreen.fabric8.internal.api;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Kubernetes 1.x an API server is of. Everybody who is authenticated may ask that, unless somebody forbids it. */
public final class ServerVersion {

    /** Such as {@code 32}, or {@code 31+} where a provider has patched it. */
    private static final Pattern MINOR = Pattern.compile("([0-9]{1,4})\\D*");

    private final KubernetesClient client;
    private volatile Optional<Integer> known = Optional.empty();

    public ServerVersion(KubernetesClient client) {
        this.client = client;
    }

    /** Whether it is older than 1.x; one that does not tell is taken for a new one, and asked again. */
    public boolean isBefore(int minor) {
        Optional<Integer> told = known;
        if (told.isEmpty()) {
            told = minor();
            known = told;
        }
        return told.filter(version -> version < minor).isPresent();
    }

    private Optional<Integer> minor() {
        try {
            return Optional.ofNullable(client.getKubernetesVersion())
                    .map(VersionInfo::getMinor)
                    .map(MINOR::matcher)
                    .filter(Matcher::matches)
                    .map(found -> Integer.valueOf(found.group(1)));
        } catch (KubernetesClientException untold) {
            return Optional.empty();
        }
    }
}

package dev.bluegreen.fabric8.internal.api;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Minor version of an API server. By default every authenticated identity may read it. */
public final class ServerVersion {

    /** Such as {@code 32}, or {@code 31+} of a patched build. */
    private static final Pattern MINOR = Pattern.compile("([0-9]{1,4})\\D*");

    private final KubernetesClient client;
    private volatile Optional<Integer> known = Optional.empty();

    public ServerVersion(KubernetesClient client) {
        this.client = client;
    }

    /** True if it is older than 1.{@code minor}; an unknown version counts as new, and is requested again next time. */
    public boolean isBefore(int minor) {
        Optional<Integer> found = known;
        if (found.isEmpty()) {
            found = minor();
            known = found;
        }
        return found.filter(version -> version < minor).isPresent();
    }

    private Optional<Integer> minor() {
        try {
            return Optional.ofNullable(client.getKubernetesVersion())
                    .map(VersionInfo::getMinor)
                    .map(MINOR::matcher)
                    .filter(Matcher::matches)
                    .map(text -> Integer.valueOf(text.group(1)));
        } catch (KubernetesClientException unread) {
            return Optional.empty();
        }
    }
}

package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Permission;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Single requests in the namespace of a release. A refused one throws {@link
 * dev.bluegreen.model.PlatformException}. */
public interface Reads {

    /** Lists objects; none if the cluster does not serve the kind. */
    <T> List<T> list(String group, String resource, Function<KubernetesClient, List<T>> request);

    /** Gets one object, if it exists. */
    <T> Optional<T> get(String group, String resource, String name, Function<KubernetesClient, T> request);

    /** True if we have the permission in the namespace. */
    boolean allows(Permission permission);

    /** The namespace. */
    String namespace();
}

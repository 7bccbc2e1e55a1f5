package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.rule.Reads;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads for preflight rules, one request each. */
public final class KubeReads implements Reads {

    private final Kube kube;

    public KubeReads(Kube kube) {
        this.kube = kube;
    }

    @Override
    public <T> List<T> list(String group, String resource, Function<KubernetesClient, List<T>> request) {
        try {
            return kube.ask(call("list", group, resource, ""), request).orElse(List.of());
        } catch (PlatformException error) {
            if (error.kind() == PlatformException.Kind.NOT_FOUND) {
                return List.of();
            }
            throw error;
        }
    }

    @Override
    public <T> Optional<T> get(String group, String resource, String name, Function<KubernetesClient, T> request) {
        return kube.ask(call("get", group, resource, name), request);
    }

    @Override
    public boolean allows(Permission permission) {
        return kube.allows(new ResourceAttributesBuilder()
                .withGroup(permission.group())
                .withResource(permission.resource())
                .withName(permission.name().orElse(""))
                .withNamespace(Permissions.isOfCluster(permission.resource()) ? "" : namespace())
                .withVerb(permission.verb())
                .build());
    }

    @Override
    public String namespace() {
        return kube.namespace();
    }

    private ApiCall call(String verb, String group, String resource, String name) {
        return new ApiCall(verb, group, resource, name, Permissions.isOfCluster(resource) ? "" : namespace());
    }
}

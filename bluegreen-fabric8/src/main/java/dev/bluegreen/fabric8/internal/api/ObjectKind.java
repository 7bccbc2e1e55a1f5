package dev.bluegreen.fabric8.internal.api;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/**
 * A kind of object with a namespace, which is read without a class of its own.
 *
 * @param group API group, empty for the core group
 * @param kind such as {@code Ingress}
 * @param plural such as {@code ingresses}
 */
public record ObjectKind(String group, String version, String kind, String plural) {

    public static final ObjectKind EVENT = new ObjectKind("", "v1", "Event", "events");
    public static final ObjectKind SERVICE = new ObjectKind("", "v1", "Service", "services");
    public static final ObjectKind INGRESS = new ObjectKind("networking.k8s.io", "v1", "Ingress", "ingresses");

    /** The objects of this kind in a namespace. */
    public NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            in(KubernetesClient client, String namespace) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(group)
                        .withVersion(version)
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build())
                .inNamespace(namespace);
    }

    /** All of them in the namespace of our requests. */
    public List<GenericKubernetesResource> listed(Kube kube) {
        return kube.require(
                call("list", "", kube.namespace()),
                client -> in(client, kube.namespace()).list().getItems());
    }

    /** A request, for messages. */
    public ApiCall call(String verb, String name, String namespace) {
        return new ApiCall(verb, group, plural, name, namespace);
    }

    /** {@code Ingress/shop}. */
    public String router(String name) {
        return kind + "/" + name;
    }

    /** {@code networking.k8s.io/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}

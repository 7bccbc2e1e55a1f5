package dev.bluegreen.fabric8.internal.rule;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Set;

/** TargetGroupBindings, which tie a Service to a target group of an AWS load balancer. */
final class TargetGroupBindings {

    private static final String RESOURCE = "targetgroupbindings";

    private final Reads reads;
    private final String group;
    private final String version;

    /** @param group {@code elbv2.k8s.aws}, or {@code eks.amazonaws.com} in EKS Auto Mode */
    TargetGroupBindings(Reads reads, String group, String version) {
        this.reads = reads;
        this.group = group;
        this.version = version;
    }

    /** Those that send to the pods' own addresses of one of the Services. */
    List<String> toPodAddressesOf(Set<String> services) {
        return all().stream()
                .filter(binding -> "ip".equals(binding.get("spec", "targetType")))
                .filter(binding -> services.contains(binding.get("spec", "serviceRef", "name")))
                .map(binding -> "TargetGroupBinding/" + binding.getMetadata().getName())
                .toList();
    }

    private List<GenericKubernetesResource> all() {
        ResourceDefinitionContext kind = new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind("TargetGroupBinding")
                .withPlural(RESOURCE)
                .withNamespaced(true)
                .build();
        return reads.list(
                group,
                RESOURCE,
                client -> client.genericKubernetesResources(kind)
                        .inNamespace(reads.namespace())
                        .list()
                        .getItems());
    }
}

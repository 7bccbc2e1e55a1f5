package dev.bluegreen.fabric8.internal.rule;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TargetGroupBindings, which tie a Service to a target group of an AWS load balancer. */
final class TargetGroupBindings {

    private static final Logger LOG = LoggerFactory.getLogger(TargetGroupBindings.class);
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

    /** Those of the Services with target type ip. */
    List<String> toPodAddressesOf(Set<String> services) {
        return all().stream()
                .filter(binding -> "ip".equals(binding.get("spec", "targetType")))
                .filter(binding -> services.contains(binding.get("spec", "serviceRef", "name")))
                .map(binding -> "TargetGroupBinding/" + binding.getMetadata().getName())
                .toList();
    }

    /** Uses a raw request: the client logs a warning for kinds without a stable version. */
    private List<GenericKubernetesResource> all() {
        String path = "/apis/" + group + "/" + version + "/namespaces/" + reads.namespace() + "/" + RESOURCE;
        return reads.list(group, RESOURCE, client -> items(client, client.raw(path)));
    }

    private List<GenericKubernetesResource> items(KubernetesClient client, @Nullable String answer) {
        if (answer == null) {
            LOG.debug("the cluster knows no {} of {}: none is looked at", RESOURCE, group);
            return List.of();
        }
        return client.getKubernetesSerialization()
                .unmarshal(answer, GenericKubernetesResourceList.class)
                .getItems();
    }
}

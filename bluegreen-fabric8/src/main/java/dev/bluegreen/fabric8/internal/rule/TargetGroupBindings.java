package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Findings;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MissingKinds;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TargetGroupBindings, which tie a Service to a target group of an AWS load balancer.
 *
 * @param missing kinds that the cluster was found not to serve
 * @param group {@code elbv2.k8s.aws}, or {@code eks.amazonaws.com} in EKS Auto Mode
 */
public record TargetGroupBindings(Kube kube, MissingKinds missing, String group, String version) implements Rule {

    private static final Logger LOG = LoggerFactory.getLogger(TargetGroupBindings.class);
    private static final String RESOURCE = "targetgroupbindings";

    /** Of a cluster whose missing kinds are not remembered. */
    TargetGroupBindings(Kube kube, String group, String version) {
        this(kube, MissingKinds.forgotten(), group, version);
    }

    /** The ARNs of the target groups that are bound to a Service, as far as bindings are served and may be listed. */
    public static Set<String> groups(Kube kube, String service) {
        return Stream.of(
                        new TargetGroupBindings(kube, "elbv2.k8s.aws", "v1beta1"),
                        new TargetGroupBindings(kube, "eks.amazonaws.com", "v1"))
                .flatMap(kind -> kind.allIfAllowed().stream())
                .filter(binding -> service.equals(binding.get("spec", "serviceRef", "name")))
                .map(binding -> String.valueOf(binding.<Object>get("spec", "targetGroupARN")))
                .collect(Collectors.toSet());
    }

    private List<GenericKubernetesResource> allIfAllowed() {
        try {
            return all();
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.FORBIDDEN) {
                LOG.debug("{} of {} may not be listed: skipped", RESOURCE, group);
                return List.of();
            }
            throw e;
        }
    }

    /** Findings about those of the routers with target type ip. */
    @Override
    public List<Finding> check(Inspection inspection) {
        return check(inspection, all());
    }

    static List<Finding> check(Inspection inspection, List<GenericKubernetesResource> all) {
        return names(all, Routers.patchedAtOnce(inspection))
                .map(name -> new Findings("TargetGroupBinding/" + name))
                .flatMap(findings -> PodAddressRule.sendsToPodAddresses(findings, true).list().stream())
                .toList();
    }

    /** The names of those of these Services with target type ip. */
    Stream<String> names(Set<String> services) {
        return names(all(), services);
    }

    private static Stream<String> names(List<GenericKubernetesResource> all, Set<String> services) {
        return all.stream()
                .filter(binding -> "ip".equals(binding.get("spec", "targetType")))
                .filter(binding -> services.contains(binding.get("spec", "serviceRef", "name")))
                .map(binding -> binding.getMetadata().getName());
    }

    /** Uses a raw request: the client logs a warning for kinds without a stable version. */
    List<GenericKubernetesResource> all() {
        String path = "/apis/" + group + "/" + version + "/namespaces/" + kube.namespace() + "/" + RESOURCE;
        ApiCall call = new ApiCall("list", group, RESOURCE, "", kube.namespace());
        Optional<String> answer = missing.unless(path, () -> kube.ask(call, client -> client.raw(path)));
        if (answer.isEmpty()) {
            LOG.debug("the cluster does not serve {} of {}: skipped", RESOURCE, group);
            return List.of();
        }
        return kube.serialization()
                .unmarshal(answer.get(), GenericKubernetesResourceList.class)
                .getItems();
    }
}

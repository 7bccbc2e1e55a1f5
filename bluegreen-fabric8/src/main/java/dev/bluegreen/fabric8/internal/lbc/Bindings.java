package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** TargetGroupBindings of the namespace, of the controller and of EKS Auto Mode. */
record Bindings(Kube kube) {

    private static final List<ObjectKind> KINDS = List.of(
            new ObjectKind("elbv2.k8s.aws", "v1beta1", "TargetGroupBinding", "targetgroupbindings"),
            new ObjectKind("eks.amazonaws.com", "v1", "TargetGroupBinding", "targetgroupbindings"));

    /** The ARNs of the target groups that are bound to a Service; none if bindings are not served or not allowed. */
    Set<String> groups(String service) {
        return KINDS.stream()
                .flatMap(this::all)
                .map(GenericKubernetesResource::getAdditionalProperties)
                .filter(binding -> Fields.at(binding, "spec", "serviceRef", "name")
                        .filter(service::equals)
                        .isPresent())
                .flatMap(binding -> Fields.at(binding, "spec", "targetGroupARN").stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private Stream<GenericKubernetesResource> all(ObjectKind kind) {
        try {
            return kube
                    .require(
                            kind.call("list", "", kube.namespace()),
                            client -> kind.in(client, kube.namespace()).list().getItems())
                    .stream();
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.NOT_FOUND || e.kind() == PlatformException.Kind.FORBIDDEN) {
                return Stream.empty();
            }
            throw e;
        }
    }
}

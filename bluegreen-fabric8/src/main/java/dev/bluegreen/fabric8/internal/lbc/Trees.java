package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of objects that are read as trees. */
final class Trees {

    private Trees() {}

    /** The elements of a list at a path. */
    static Stream<?> list(Object tree, String... path) {
        return Fields.at(tree, path).filter(List.class::isInstance).stream().flatMap(list -> ((List<?>) list).stream());
    }

    /** Host names of the load balancer in the status of an object. */
    static Set<String> hosts(GenericKubernetesResource object) {
        return list(object.getAdditionalProperties(), "status", "loadBalancer", "ingress")
                .flatMap(point -> Fields.at(point, "hostname").stream())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }
}

package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The backends of an Ingress, as the controller reads them. */
record IngressTree(GenericKubernetesResource ingress) {

    /** Port name of a backend that names an action instead of a Service. */
    private static final String ACTION = "use-annotation";

    /** The actions that its rules use. */
    Set<String> actions() {
        return backends().filter(IngressTree::isAction).map(IngressTree::name).collect(Collectors.toSet());
    }

    /** The Services that its rules use directly. */
    Set<String> services() {
        return backends()
                .filter(service -> !isAction(service))
                .map(IngressTree::name)
                .collect(Collectors.toSet());
    }

    private Stream<Object> backends() {
        Stream<Object> fallback = Fields.at(tree(), "spec", "defaultBackend", "service").stream();
        Stream<Object> paths = Trees.list(tree(), "spec", "rules")
                .flatMap(rule -> Trees.list(rule, "http", "paths"))
                .flatMap(path -> Fields.at(path, "backend", "service").stream());
        return Stream.concat(fallback, paths);
    }

    private Map<String, Object> tree() {
        return ingress.getAdditionalProperties();
    }

    private static boolean isAction(Object service) {
        return Fields.at(service, "port", "name").filter(ACTION::equals).isPresent();
    }

    private static String name(Object service) {
        return Fields.at(service, "name").map(String::valueOf).orElse("");
    }
}

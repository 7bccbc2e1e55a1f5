package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rules of a route as a tree.
 *
 * @param home namespace of the release, and of its Services
 */
record RouteTree(String router, GenericKubernetesResource route, String home) {

    private static final int HEAVIEST = 1_000_000;

    static RouteTree of(ObjectKind kind, GenericKubernetesResource route, String home) {
        String name = route.getMetadata().getName();
        String namespace = namespace(route, home);
        return new RouteTree(kind.router(namespace.equals(home) ? name : namespace + "/" + name), route, home);
    }

    /** A manifest may leave it out. */
    private static String namespace(GenericKubernetesResource route, String home) {
        return Optional.ofNullable(route.getMetadata().getNamespace()).orElse(home);
    }

    /**
     * One rule.
     *
     * @param name empty where it has none
     */
    record Rule(int index, String name, Object tree, List<Backend> backends) {

        /** {@code rule 'shop'}, or {@code rule 0}. */
        String shown() {
            return name.isEmpty() ? "rule " + index : "rule '" + name + "'";
        }

        boolean isNamed(String nameOrPlace) {
            return name.equals(nameOrPlace) || String.valueOf(index).equals(nameOrPlace);
        }

        String path() {
            return "/spec/rules/" + index;
        }

        /** Its matches. */
        Stream<?> matches() {
            return list(tree, "matches");
        }

        /** True if it is for requests with certain headers only. */
        boolean isForHeaders() {
            return matches().findAny().isPresent()
                    && matches()
                            .allMatch(match -> list(match, "headers").findAny().isPresent());
        }
    }

    /**
     * One backend.
     *
     * @param service its name
     * @param port of the Service
     * @param local true if it is a Service of the release's namespace
     */
    record Backend(int index, String service, String port, int weight, boolean local) {}

    List<Rule> rules() {
        List<?> rules = list(route.getAdditionalProperties(), "spec", "rules").toList();
        return IntStream.range(0, rules.size())
                .mapToObj(index -> rule(index, rules.get(index)))
                .toList();
    }

    private Rule rule(int index, Object tree) {
        String name = text(tree, "name").orElse("");
        List<?> backends = list(tree, "backendRefs").toList();
        return new Rule(
                index,
                name,
                tree,
                IntStream.range(0, backends.size())
                        .mapToObj(place -> backend(index, place, backends.get(place)))
                        .toList());
    }

    private Backend backend(int rule, int index, Object tree) {
        String service = text(tree, "name").orElse("");
        boolean local = text(tree, "kind").orElse("Service").equals("Service")
                && text(tree, "group").orElse("").isEmpty()
                && text(tree, "namespace")
                        .orElseGet(() -> namespace(route, home))
                        .equals(home);
        Object weight = Fields.at(tree, "weight").orElse(1);
        if (!(weight instanceof Integer number) || number < 0 || number > HEAVIEST) {
            throw invalid("rule " + rule + " has for " + service + " the weight " + weight
                    + "; set a whole number of 0 to " + HEAVIEST);
        }
        return new Backend(index, service, text(tree, "port").orElse(""), number, local);
    }

    PlatformException invalid(String what) {
        return new PlatformException(PlatformException.Kind.INVALID, router + ": " + what);
    }

    static Stream<?> list(Object tree, String... path) {
        return Fields.at(tree, path).filter(List.class::isInstance).stream().flatMap(list -> ((List<?>) list).stream());
    }

    static Optional<String> text(Object tree, String... path) {
        return Fields.at(tree, path).map(String::valueOf);
    }
}

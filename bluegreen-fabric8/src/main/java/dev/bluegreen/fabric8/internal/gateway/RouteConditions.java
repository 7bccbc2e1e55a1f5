package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the gateways of a route say of it in its status: each parent has conditions, for one generation. */
record RouteConditions(String router, GenericKubernetesResource route) {

    private static final String KIND = "conditions";
    private static final String ACCEPTED = "Accepted";
    private static final String RESOLVED = "ResolvedRefs";
    private static final String PARTIAL = "PartiallyInvalid";

    /** A backend that is missing at weight 0 takes nothing; that those of the target exist is proven at their Services. */
    private static final String MISSING = "BackendNotFound";

    /** One condition of one parent. */
    private record Condition(String parent, Object tree) {

        boolean is(String type) {
            return text("type").equals(type);
        }

        boolean holds() {
            return text("status").equals("True");
        }

        String text(String key) {
            return RouteTree.text(tree, key).orElse("");
        }

        String shown() {
            String message = text("message");
            return text("type") + "=" + text("status") + " (" + text("reason")
                    + (message.isEmpty() ? "" : ": " + message) + ") at " + parent;
        }
    }

    /** A route that no gateway takes, or whose backends are refused, before it is moved. */
    Stream<Finding> findings() {
        List<Condition> all = conditions();
        if (all.stream().noneMatch(one -> one.is(ACCEPTED) && one.holds())) {
            return Stream.of(Finding.fatal(
                    "route-unattached",
                    router + " is attached to no gateway"
                            + all.stream()
                                    .filter(one -> one.is(ACCEPTED))
                                    .findFirst()
                                    .map(one -> ": " + one.shown())
                                    .orElse(": its status has no parent that accepted it"),
                    "correct spec.parentRefs, or the listeners and allowedRoutes of the Gateway"));
        }
        return all.stream()
                .filter(RouteConditions::isBroken)
                .map(one -> Finding.fatal(
                        "route-unresolved", router + " is " + one.shown(), "correct what the condition names"));
    }

    private static boolean isBroken(Condition one) {
        return (one.is(RESOLVED)
                        && one.text("status").equals("False")
                        && !one.text("reason").equals(MISSING))
                || (one.is(ACCEPTED) && one.text("status").equals("False"))
                || (one.is(PARTIAL) && one.holds());
    }

    /** Evidence that each parent has taken the present generation. */
    List<Evidence> evidence() {
        List<?> parents = parents();
        Set<String> told = parents.stream().map(RouteConditions::name).collect(Collectors.toSet());
        Stream<Evidence> silent = RouteTree.list(route.getAdditionalProperties(), "spec", "parentRefs")
                .map(RouteConditions::name)
                .filter(parent -> !told.contains(parent))
                .map(parent -> Evidence.missing(KIND, router + " at " + parent, "the gateway has said nothing of it"));
        return Stream.concat(parents.stream().map(this::evidence), silent).toList();
    }

    private Evidence evidence(Object parent) {
        List<Condition> all = conditions(parent).toList();
        String hop = router + " at " + name(parent);
        Optional<Condition> broken = all.stream()
                .filter(this::isCurrent)
                .filter(RouteConditions::isBroken)
                .findFirst();
        if (broken.isPresent()) {
            return Evidence.contradicted(KIND, hop, "it is " + broken.get().shown());
        }
        Optional<String> stale = Stream.of(ACCEPTED, RESOLVED)
                .filter(type -> all.stream().noneMatch(one -> one.is(type) && isCurrent(one)))
                .findFirst();
        return stale.map(type -> Evidence.missing(
                        KIND, hop, "condition " + type + " is not of generation " + generation() + " yet"))
                .orElseGet(() -> Evidence.confirmed(KIND, hop, "generation " + generation() + " is accepted"));
    }

    private boolean isCurrent(Condition one) {
        return one.text("observedGeneration").equals(generation());
    }

    private String generation() {
        return String.valueOf(route.getMetadata().getGeneration());
    }

    private List<Condition> conditions() {
        return parents().stream().flatMap(RouteConditions::conditions).toList();
    }

    private static Stream<Condition> conditions(Object parent) {
        return RouteTree.list(parent, "conditions").map(tree -> new Condition(name(parent), tree));
    }

    private static String name(Object parent) {
        Object ref = Fields.at(parent, "parentRef").orElse(parent);
        return RouteTree.text(ref, "kind").orElse("Gateway") + "/"
                + RouteTree.text(ref, "name").orElse("?")
                + RouteTree.text(ref, "sectionName")
                        .map(section -> " " + section)
                        .orElse("");
    }

    private List<?> parents() {
        return RouteTree.list(route.getAdditionalProperties(), "status", "parents")
                .toList();
    }
}

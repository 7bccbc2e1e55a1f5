package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the gateways of a route say of it in its status: an entry for each parent by each controller, with conditions for one
 * generation. Entries of parents that the route does not name any more say nothing of it; neither do those that a controller left
 * behind, once another one has taken the present generation.
 */
record RouteConditions(String router, GenericKubernetesResource route) {

    private static final String KIND = "conditions";
    private static final String ACCEPTED = "Accepted";
    private static final String RESOLVED = "ResolvedRefs";
    private static final String PARTIAL = "PartiallyInvalid";

    /** A backend that is missing at weight 0 takes nothing; that those of the target exist is proven at their Services. */
    private static final String MISSING = "BackendNotFound";

    private static final String SILENT = "the gateway has said nothing of it";

    /** One condition of one parent. */
    private record Condition(String parent, Object tree) {

        boolean is(String type) {
            return text("type").equals(type);
        }

        boolean holds() {
            return text("status").equals("True");
        }

        /** True if it may be waited for no longer: it holds, or only a backend without a share is missing. */
        boolean isSettled() {
            return holds() || (is(RESOLVED) && text("reason").equals(MISSING));
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

    /** What one controller says of one parent. */
    private record Entry(List<Condition> conditions) {

        Stream<Condition> of(String type) {
            return conditions.stream().filter(one -> one.is(type));
        }
    }

    /** A route that no gateway takes, or whose backends are refused, before it is moved. */
    Stream<Finding> findings() {
        List<ParentRef> parents = parents();
        boolean isAttached = parents.stream().anyMatch(this::isAccepted);
        return isAttached
                ? parents.stream().flatMap(this::findings)
                : Stream.of(unattached(router + " is attached to no gateway"
                        + parents.stream()
                                .flatMap(parent -> counting(parent).stream())
                                .flatMap(entry -> entry.of(ACCEPTED))
                                .findFirst()
                                .map(one -> ": " + one.shown())
                                .orElse(": its status has no parent that accepted it")));
    }

    private boolean isAccepted(ParentRef parent) {
        return counting(parent).stream().anyMatch(entry -> entry.of(ACCEPTED).anyMatch(Condition::holds));
    }

    /** A parent that says nothing would never prove a move. */
    private Stream<Finding> findings(ParentRef parent) {
        List<Entry> said = counting(parent);
        List<Finding> broken = said.stream()
                .flatMap(entry -> entry.conditions().stream())
                .filter(RouteConditions::isBroken)
                .map(one -> Finding.fatal(
                        "route-unresolved", router + " is " + one.shown(), "correct what the condition names"))
                .toList();
        if (broken.isEmpty() && !isAccepted(parent)) {
            return Stream.of(unattached(router + " is not attached to " + parent.shown() + ": "
                    + said.stream()
                            .flatMap(entry -> entry.of(ACCEPTED))
                            .findFirst()
                            .map(Condition::shown)
                            .orElse(SILENT)));
        }
        return broken.isEmpty() && said.stream().noneMatch(this::isCurrent)
                ? Stream.of(behind(parent))
                : broken.stream();
    }

    private static Finding unattached(String sentence) {
        return Finding.fatal(
                "route-unattached",
                sentence,
                "correct spec.parentRefs, or the listeners and allowedRoutes of the Gateway");
    }

    private Finding behind(ParentRef parent) {
        return Finding.warning(
                "controller-behind",
                router + ": " + parent.shown() + " has not taken its generation " + generation()
                        + " yet, so that it does not follow what is written now",
                "look at the log of the gateway's controller; traffic goes back if it does not follow the move in time");
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
        List<ParentRef> parents = parents();
        return parents.isEmpty()
                ? List.of(Evidence.contradicted(KIND, router, "it is attached to no gateway: spec.parentRefs is empty"))
                : parents.stream().map(this::evidence).toList();
    }

    private Evidence evidence(ParentRef parent) {
        String hop = router + " at " + parent.shown();
        List<Entry> said = counting(parent);
        Optional<Condition> broken = said.stream()
                .flatMap(entry -> entry.conditions().stream())
                .filter(this::isCurrent)
                .filter(RouteConditions::isBroken)
                .findFirst();
        if (broken.isPresent()) {
            return Evidence.contradicted(KIND, hop, "it is " + broken.get().shown());
        }
        Optional<String> open = said.isEmpty()
                ? Optional.of(SILENT)
                : said.stream().flatMap(entry -> open(entry).stream()).findFirst();
        return open.map(why -> Evidence.missing(KIND, hop, why))
                .orElseGet(() -> Evidence.confirmed(KIND, hop, "generation " + generation() + " is accepted"));
    }

    /** What a controller has not said of the present generation yet. */
    private Optional<String> open(Entry entry) {
        return Stream.of(ACCEPTED, RESOLVED)
                .filter(type -> entry.of(type).noneMatch(one -> isCurrent(one) && one.isSettled()))
                .findFirst()
                .map(type -> entry.of(type)
                        .filter(this::isCurrent)
                        .findFirst()
                        .map(one -> "condition " + one.shown())
                        .orElse("condition " + type + " is not of generation " + generation() + " yet"));
    }

    /** Entries of a parent that count: those of the present generation, as long as there is one. */
    private List<Entry> counting(ParentRef parent) {
        List<Entry> all = RouteTree.list(route.getAdditionalProperties(), "status", "parents")
                .filter(entry -> Fields.at(entry, "parentRef")
                        .map(this::ref)
                        .filter(parent::equals)
                        .isPresent())
                .map(entry -> new Entry(RouteTree.list(entry, "conditions")
                        .map(tree -> new Condition(parent.shown(), tree))
                        .toList()))
                .toList();
        List<Entry> current = all.stream().filter(this::isCurrent).toList();
        return current.isEmpty() ? all : current;
    }

    private boolean isCurrent(Entry entry) {
        return entry.of(ACCEPTED).anyMatch(this::isCurrent);
    }

    private boolean isCurrent(Condition one) {
        return one.text("observedGeneration").equals(generation());
    }

    private String generation() {
        return String.valueOf(route.getMetadata().getGeneration());
    }

    private List<ParentRef> parents() {
        return RouteTree.list(route.getAdditionalProperties(), "spec", "parentRefs")
                .map(this::ref)
                .distinct()
                .toList();
    }

    private ParentRef ref(Object tree) {
        return ParentRef.of(
                tree, Optional.ofNullable(route.getMetadata().getNamespace()).orElse(""));
    }
}

package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gateway says of a route, for each of its parents: accepted, and whether its backends are there. Entries of other
 * controllers stay as they are (shared_types.go, RouteParentStatus).
 */
final class RouteConditions implements RouteOutcome {

    /** The name of the controller that says so. */
    static final String CONTROLLER = "testkit.bluegreen.dev/gateway";

    private final ObjectStore store;
    private final Time time;
    private final ServicePools pools;
    private final ResourceKey key;

    RouteConditions(ObjectStore store, Time time, ServicePools pools, ResourceKey key) {
        this.key = key;
        this.store = store;
        this.time = time;
        this.pools = pools;
    }

    @Override
    public void tell(Map<String, Object> route, Optional<String> trouble) {
        List<Map<String, Object>> conditions = List.of(accepted(route, trouble), resolved(route));
        store.updateStatus(key, tree -> {
            Stream<Map<String, Object>> own =
                    Trees.maps(route, "spec", "parentRefs").stream().map(parent -> parent(parent, conditions));
            Stream<Map<String, Object>> others = Trees.maps(tree, "status", "parents").stream()
                    .filter(entry -> !Trees.text(entry, "controllerName").equals(CONTROLLER));
            Trees.child(tree, "status")
                    .put("parents", Stream.concat(own, others).toList());
            return tree;
        });
    }

    private static Map<String, Object> parent(Map<String, Object> ref, List<Map<String, Object>> conditions) {
        return Map.of("parentRef", ref, "controllerName", CONTROLLER, "conditions", conditions);
    }

    private Map<String, Object> accepted(Map<String, Object> route, Optional<String> trouble) {
        return condition(route, "Accepted", trouble.isEmpty() ? "Accepted" : "UnsupportedValue", trouble.isEmpty());
    }

    private Map<String, Object> resolved(Map<String, Object> route) {
        BackendRefs refs = BackendRefs.of(pools, route);
        Optional<String> trouble = Trees.maps(route, "spec", "rules").stream()
                .flatMap(rule -> Trees.maps(rule, "backendRefs").stream())
                .flatMap(backend -> refs.trouble(backend).stream())
                .findFirst();
        return condition(route, "ResolvedRefs", trouble.orElse("ResolvedRefs"), trouble.isEmpty());
    }

    private Map<String, Object> condition(Map<String, Object> route, String type, String reason, boolean holds) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", holds ? "True" : "False");
        condition.put("reason", reason);
        condition.put("message", "");
        condition.put(
                "observedGeneration",
                Trees.integer(route, "metadata", "generation").orElse(1));
        condition.put(
                "lastTransitionTime", time.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return condition;
    }
}

package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.DeleteOptions;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreException;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code pods/eviction}: deletes a pod, unless a disruption budget keeps it. */
public final class Evictions {

    private static final Set<String> WITHOUT_BUDGET = Set.of("Pending", "Succeeded", "Failed");
    private static final int STILL_COUNTING_SECONDS = 10;

    private final ObjectStore store;
    private final Time time;

    public Evictions(ObjectStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    Reply evict(ApiCall call) {
        if (!call.verb().equals("create")) {
            throw ApiError.methodNotAllowed();
        }
        Map<String, Object> eviction = call.body().isBlank() ? Map.of() : Json.parseObject(call.body());
        String name = Trees.text(eviction, "metadata", "name");
        if (!name.isEmpty() && !name.equals(call.name())) {
            throw ApiError.badRequest("name in URL does not match name in Eviction object: " + name);
        }
        Map<String, Object> options = Trees.map(eviction, "deleteOptions");
        return store.atomically(() -> evict(call, options));
    }

    private Reply evict(ApiCall call, Map<String, Object> options) {
        Map<String, Object> pod = store.get(call.key()).orElseThrow(call::notFound);
        boolean dryRun = DeleteOptions.isDryRun(call, options);
        if (isBudgeted(pod)) {
            budget(call, pod).ifPresent(budget -> spend(call, pod, budget, dryRun));
        }
        if (!dryRun) {
            delete(call, options);
        }
        return Reply.json(201, Map.of("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success"));
    }

    private void delete(ApiCall call, Map<String, Object> options) {
        try {
            store.delete(call.key(), DeleteOptions.of(call, options));
        } catch (StoreException e) {
            throw ApiError.conflict(call.resource(), call.name(), "Precondition failed: " + e.getMessage());
        }
    }

    private static boolean isBudgeted(Map<String, Object> pod) {
        return !WITHOUT_BUDGET.contains(Trees.text(pod, "status", "phase"))
                && Trees.at(pod, "metadata", "deletionTimestamp") == null;
    }

    private Optional<Map<String, Object>> budget(ApiCall call, Map<String, Object> pod) {
        Map<String, String> labels = Trees.strings(pod, "metadata", "labels");
        List<Map<String, Object>> budgets = store.list("policy", "poddisruptionbudgets", call.namespace()).stream()
                .filter(budget -> Trees.at(budget, "spec", "selector") != null)
                .filter(budget -> ObjectSelector.matches(Trees.map(budget, "spec", "selector"), labels))
                .toList();
        if (budgets.size() > 1) {
            String message = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
                    + " support.";
            throw new ApiError(500, "InternalError", message, Map.of());
        }
        return budgets.stream().findFirst();
    }

    private void spend(ApiCall call, Map<String, Object> pod, Map<String, Object> budget, boolean dryRun) {
        if (isFree(pod, budget)) {
            return;
        }
        requireCounted(budget);
        if (number(budget, "disruptionsAllowed") < 1) {
            throw tooMany("The disruption budget %s needs %d healthy pods and has %d currently"
                    .formatted(nameOf(budget), number(budget, "desiredHealthy"), number(budget, "currentHealthy")));
        }
        if (!dryRun) {
            ResourceKey key = new ResourceKey("policy", "poddisruptionbudgets", call.namespace(), nameOf(budget));
            store.update(key, tree -> spent(tree, call.name()));
        }
    }

    /** A pod that is not ready is no loss where enough others are, or where the budget says so. */
    private static boolean isFree(Map<String, Object> pod, Map<String, Object> budget) {
        boolean ready = Trees.maps(pod, "status", "conditions").stream()
                .anyMatch(condition -> Trees.text(condition, "type").equals("Ready")
                        && Trees.text(condition, "status").equals("True"));
        boolean always =
                Trees.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow");
        boolean enough = number(budget, "desiredHealthy") > 0
                && number(budget, "currentHealthy") >= number(budget, "desiredHealthy");
        return !ready && (always || enough);
    }

    private static void requireCounted(Map<String, Object> budget) {
        long generation = Trees.integer(budget, "metadata", "generation").orElse(0);
        if (number(budget, "observedGeneration") < generation) {
            throw tooMany("The disruption budget %s is still being processed by the server.".formatted(nameOf(budget)))
                    .retryAfter(STILL_COUNTING_SECONDS);
        }
    }

    private static ApiError tooMany(String cause) {
        return new ApiError(
                429,
                "TooManyRequests",
                "Cannot evict pod as it would violate the pod's disruption budget.",
                Map.of("causes", List.of(Map.of("reason", "DisruptionBudget", "message", cause))));
    }

    private Map<String, Object> spent(Map<String, Object> budget, String pod) {
        Map<String, Object> status = Trees.child(budget, "status");
        status.put("disruptionsAllowed", number(budget, "disruptionsAllowed") - 1);
        Trees.child(status, "disruptedPods")
                .put(pod, time.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return budget;
    }

    private static long number(Map<String, Object> budget, String field) {
        return Trees.integer(budget, "status", field).orElse(0);
    }

    private static String nameOf(Map<String, Object> budget) {
        return Trees.text(budget, "metadata", "name");
    }
}

package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.patch.JsonPatch;
import dev.bluegreen.testkit.internal.patch.MergePatch;
import dev.bluegreen.testkit.internal.patch.PatchException;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code /scale}, {@code /eviction} and {@code /log}. */
final class Subresources {

    private final ObjectStore store;
    private final Writes writes;
    private final PodLogs logs;

    Subresources(ObjectStore store, Writes writes, PodLogs logs) {
        this.store = store;
        this.writes = writes;
        this.logs = logs;
    }

    Reply reply(ApiCall call) {
        boolean pod = call.resource().is("", "pods");
        return switch (call.subresource()) {
            case "scale" -> scale(call);
            case "eviction" -> pod ? evict(call) : unknown();
            case "log" -> pod ? log(call) : unknown();
            default -> unknown();
        };
    }

    private static Reply unknown() {
        throw ApiError.unknownResource();
    }

    private Reply scale(ApiCall call) {
        if (!call.resource().scalable()) {
            throw ApiError.unknownResource();
        }
        return switch (call.verb()) {
            case "get" -> Reply.json(200, scaleOf(store.get(call.key()).orElseThrow(call::notFound)));
            case "update", "patch" -> Reply.json(200, scaleOf(writes.change(call, tree -> rescaled(call, tree))));
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private static Map<String, Object> rescaled(ApiCall call, Map<String, Object> tree) {
        Map<String, Object> scale = call.verb().equals("update") ? Json.parseObject(call.body()) : patched(call, tree);
        long replicas = Trees.integer(scale, "spec", "replicas").orElse(0);
        if (replicas < 0) {
            throw ApiError.invalid(
                    call.resource(),
                    call.name(),
                    List.of(ApiError.Cause.invalid("spec.replicas", replicas, "must be greater than or equal to 0")));
        }
        Trees.child(tree, "spec").put("replicas", replicas);
        String version = Trees.text(scale, "metadata", "resourceVersion");
        if (!version.isEmpty()) {
            Trees.child(tree, "metadata").put("resourceVersion", version);
        }
        return tree;
    }

    private static Map<String, Object> patched(ApiCall call, Map<String, Object> tree) {
        Map<String, Object> scale = Trees.copy(scaleOf(tree));
        try {
            if (call.contentType().startsWith("application/json-patch")) {
                JsonPatch.apply(scale, Trees.maps(Json.parse(call.body())));
            } else {
                MergePatch.apply(scale, Json.parseObject(call.body()));
            }
        } catch (PatchException e) {
            throw ApiError.patchDoesNotFit(e);
        }
        return scale;
    }

    private static Map<String, Object> scaleOf(Map<String, Object> tree) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.put(field, Trees.at(tree, "metadata", field));
        }
        String selector = Trees.strings(tree, "spec", "selector", "matchLabels").entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        Map<String, Object> scale = new LinkedHashMap<>();
        scale.put("kind", "Scale");
        scale.put("apiVersion", "autoscaling/v1");
        scale.put("metadata", metadata);
        scale.put(
                "spec",
                Map.of("replicas", Trees.integer(tree, "spec", "replicas").orElse(0)));
        scale.put(
                "status",
                Map.of("replicas", Trees.integer(tree, "status", "replicas").orElse(0), "selector", selector));
        return scale;
    }

    private Reply evict(ApiCall call) {
        if (!call.verb().equals("create")) {
            throw ApiError.methodNotAllowed();
        }
        Map<String, Object> pod = store.get(call.key()).orElseThrow(call::notFound);
        if (isProtected(call, pod)) {
            throw new ApiError(
                    429,
                    "TooManyRequests",
                    "Cannot evict pod as it would violate the pod's disruption budget.",
                    Map.of("causes", List.of(Map.of("reason", "DisruptionBudget"))));
        }
        store.delete(call.key(), Deletion.background());
        return Reply.json(201, Map.of("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success"));
    }

    /** A budget that selects the pod and allows no disruption; one that no controller has counted allows none. */
    private boolean isProtected(ApiCall call, Map<String, Object> pod) {
        Map<String, String> labels = Trees.strings(pod, "metadata", "labels");
        return store.list("policy", "poddisruptionbudgets", call.namespace()).stream()
                .filter(budget -> labels.entrySet()
                        .containsAll(Trees.strings(budget, "spec", "selector", "matchLabels")
                                .entrySet()))
                .anyMatch(budget ->
                        Trees.integer(budget, "status", "disruptionsAllowed").orElse(0) < 1);
    }

    private Reply log(ApiCall call) {
        if (store.get(call.key()).isEmpty()) {
            throw call.notFound();
        }
        return Reply.text(200, logs.of(new ResourceKey("", "pods", call.namespace(), call.name())));
    }
}

package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.patch.JsonPatch;
import dev.bluegreen.testkit.internal.patch.MergePatch;
import dev.bluegreen.testkit.internal.patch.PatchException;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code /scale}, {@code /eviction} and {@code /log}. */
public final class Subresources {

    private final ObjectStore store;
    private final Writes writes;
    private final Evictions evictions;
    private final PodStreams streams;

    public Subresources(ObjectStore store, Writes writes, Evictions evictions, PodStreams streams) {
        this.store = store;
        this.writes = writes;
        this.evictions = evictions;
        this.streams = streams;
    }

    public Reply reply(ApiCall call) {
        boolean pod = call.resource().is("", "pods");
        return switch (call.subresource().split("/", 2)[0]) {
            case "scale" -> scale(call);
            case "eviction" -> pod ? evictions.evict(call) : unknown();
            case "log" -> pod ? streams.log(call) : unknown();
            case "portforward" -> pod ? streams.forward(call) : unknown();
            case "exec", "attach" -> pod ? streams.command(call) : unknown();
            case "proxy" -> proxy(call);
            default -> unknown();
        };
    }

    private static Reply unknown() {
        throw ApiError.unknownResource();
    }

    private static Reply proxy(ApiCall call) {
        if (!List.of("pods", "services", "nodes").contains(call.resource().qualified())) {
            return unknown();
        }
        throw ApiError.notImplemented("the fake API server passes on no requests; use port-forward, or dial(...)");
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
}

package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.api.admission.Permissions;
import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.patch.ApplyConflictException;
import dev.bluegreen.testkit.internal.patch.JsonPatch;
import dev.bluegreen.testkit.internal.patch.MergePatch;
import dev.bluegreen.testkit.internal.patch.PatchException;
import dev.bluegreen.testkit.internal.patch.ServerSideApply;
import dev.bluegreen.testkit.internal.patch.StrategicMerge;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.internal.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PATCH, by content type. */
public final class Patches {

    private final ObjectStore store;
    private final Writes writes;
    private final Permissions permissions;

    public Patches(ObjectStore store, Writes writes, Permissions permissions) {
        this.store = store;
        this.writes = writes;
        this.permissions = permissions;
    }

    public Reply.Text patch(ApiCall call) {
        if (call.contentType().startsWith("application/apply-patch")) {
            return apply(call, Presented.stored(call, configuration(call.body())));
        }
        Map<String, Object> result = writes.change(call, tree -> patchedAsSeen(call, tree));
        return Reply.json(200, Presented.object(call, result));
    }

    /** A patch is made for the form that the client sees. */
    private static Map<String, Object> patchedAsSeen(ApiCall call, Map<String, Object> stored) {
        Map<String, Object> patched = Presented.isConverted(call)
                ? Presented.stored(call, patched(call, Trees.copy(Presented.object(call, stored))))
                : patched(call, stored);
        Decoder.ofPatched(call, patched);
        return patched;
    }

    private static Map<String, Object> patched(ApiCall call, Map<String, Object> tree) {
        try {
            switch (mediaType(call.contentType())) {
                case "application/json-patch+json" -> JsonPatch.apply(tree, operations(call.body()));
                case "application/merge-patch+json" -> MergePatch.apply(tree, Json.parseObject(call.body()));
                case "application/strategic-merge-patch+json" -> strategic(call, tree);
                default -> throw ApiError.unsupportedMediaType(call.contentType());
            }
        } catch (PatchException e) {
            throw ApiError.patchDoesNotFit(e);
        }
        return tree;
    }

    private static void strategic(ApiCall call, Map<String, Object> tree) {
        if (call.resource().custom()) {
            throw ApiError.unsupportedMediaType(call.contentType());
        }
        new StrategicMerge(Writes.schema(call)).apply(tree, Json.parseObject(call.body()));
    }

    private static List<Map<String, Object>> operations(String body) {
        Object parsed = Json.parse(body);
        if (!(parsed instanceof List)) {
            throw ApiError.badRequest("a JSON patch must be an array of operations");
        }
        return Trees.maps(parsed);
    }

    private static Map<String, Object> configuration(String body) {
        try {
            return Yaml.object(body);
        } catch (ConfigurationException e) {
            throw ApiError.badRequest("error decoding YAML: " + e.getMessage());
        }
    }

    private Reply.Text apply(ApiCall call, Map<String, Object> applied) {
        if (call.query("fieldManager").isEmpty()) {
            throw ApiError.badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is "
                    + "required for apply patch");
        }
        Decoder.ofApplied(call, applied);
        try {
            return store.atomically(
                    () -> store.get(call.key()).isPresent() ? applyToLive(call, applied) : applyAsNew(call, applied));
        } catch (ApplyConflictException e) {
            throw conflict(e);
        }
    }

    private Reply.Text applyToLive(ApiCall call, Map<String, Object> applied) {
        Map<String, Object> result = writes.change(
                call,
                tree -> {
                    merge(call, tree, applied);
                    return tree;
                },
                (before, after) -> {});
        return Reply.json(200, Presented.object(call, result));
    }

    /** Needs the right to create, too. */
    private Reply.Text applyAsNew(ApiCall call, Map<String, Object> applied) {
        permissions.check(call.as("create"));
        Map<String, Object> named = Trees.copy(applied);
        Trees.child(named, "metadata").put("name", call.name());
        Map<String, Object> result = writes.create(call, named, tree -> {
            Map<String, Object> owners = new LinkedHashMap<>();
            merge(call, owners, applied);
            Trees.child(tree, "metadata").put("managedFields", Trees.list(owners, "metadata", "managedFields"));
        });
        return Reply.json(201, Presented.object(call, result));
    }

    private void merge(ApiCall call, Map<String, Object> live, Map<String, Object> applied) {
        new ServerSideApply(Writes.schema(call))
                .apply(writes.writer(call, "Apply"), live, owned(call, applied), call.isTrue("force"));
        String version = Trees.text(applied, "metadata", "resourceVersion");
        if (!version.isEmpty()) {
            Trees.child(live, "metadata").put("resourceVersion", version);
        }
    }

    /** What an apply can own: neither identity nor, by the main resource, status. */
    private static Map<String, Object> owned(ApiCall call, Map<String, Object> applied) {
        Map<String, Object> content = Trees.copy(applied);
        content.keySet().removeAll(List.of("apiVersion", "kind"));
        if (call.resource().hasStatus()) {
            boolean statusOnly = call.subresource().equals("status");
            content.keySet().removeIf(part -> !part.equals("metadata") && part.equals("status") != statusOnly);
        }
        Trees.child(content, "metadata")
                .keySet()
                .removeAll(List.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"));
        return content;
    }

    private static ApiError conflict(ApplyConflictException e) {
        List<Map<String, Object>> causes = e.conflicts().stream()
                .map(conflict -> Map.<String, Object>of(
                        "reason", "FieldManagerConflict", "message", conflict.message(), "field", conflict.field()))
                .toList();
        return new ApiError(409, "Conflict", String.valueOf(e.getMessage()), Map.of("causes", causes));
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].trim();
    }
}

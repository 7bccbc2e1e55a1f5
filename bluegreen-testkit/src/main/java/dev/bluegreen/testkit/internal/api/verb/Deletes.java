package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.DeleteOptions;
import dev.bluegreen.testkit.internal.api.call.Filter;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreException;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** DELETE of one object or a collection, with the options that its body or query carries. */
public final class Deletes {

    private final ObjectStore store;

    public Deletes(ObjectStore store) {
        this.store = store;
    }

    public Reply delete(ApiCall call) {
        Map<String, Object> options = DeleteOptions.body(call);
        Deletion deletion = DeleteOptions.of(call, options);
        ObjectStore.Deleted deleted =
                DeleteOptions.isDryRun(call, options) ? preview(call, deletion) : delete(call, call.key(), deletion);
        return Reply.json(
                200, deleted.gone() ? success(call, deleted.object()) : Presented.object(call, deleted.object()));
    }

    public Reply deleteCollection(ApiCall call) {
        Map<String, Object> options = DeleteOptions.body(call);
        List<Map<String, Object>> objects = Filter.of(call).current(store);
        Deletion deletion = DeleteOptions.of(call, options);
        if (!DeleteOptions.isDryRun(call, options)) {
            objects.forEach(tree -> delete(call, keyOf(call, tree), deletion));
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", call.resource().kind() + "List");
        list.put("apiVersion", call.apiVersion());
        list.put("metadata", Map.of("resourceVersion", Long.toString(store.resourceVersion())));
        list.put(
                "items",
                objects.stream().map(tree -> Presented.item(call, tree)).toList());
        return Reply.json(200, list);
    }

    private ObjectStore.Deleted delete(ApiCall call, ResourceKey key, Deletion deletion) {
        return checked(call, key, () -> store.delete(key, deletion));
    }

    private ObjectStore.Deleted preview(ApiCall call, Deletion deletion) {
        return checked(call, call.key(), () -> store.previewDelete(call.key(), deletion));
    }

    private static ObjectStore.Deleted checked(
            ApiCall call, ResourceKey key, Supplier<Optional<ObjectStore.Deleted>> deleting) {
        try {
            return deleting.get().orElseThrow(call::notFound);
        } catch (StoreException e) {
            throw ApiError.conflict(call.resource(), key.name(), "Precondition failed: " + e.getMessage());
        }
    }

    private static ResourceKey keyOf(ApiCall call, Map<String, Object> tree) {
        return new ResourceKey(
                call.resource().storageGroup(),
                call.resource().plural(),
                Trees.text(tree, "metadata", "namespace"),
                Trees.text(tree, "metadata", "name"));
    }

    private static Map<String, Object> success(ApiCall call, Map<String, Object> object) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", Trees.text(object, "metadata", "name"));
        if (!call.resource().group().isEmpty()) {
            details.put("group", call.resource().group());
        }
        details.put("kind", call.resource().plural());
        details.put("uid", Trees.text(object, "metadata", "uid"));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Success");
        status.put("details", details);
        return status;
    }
}

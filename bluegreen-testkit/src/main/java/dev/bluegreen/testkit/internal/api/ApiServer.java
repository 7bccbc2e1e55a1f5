package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.api.admission.AccessReviews;
import dev.bluegreen.testkit.internal.api.admission.DefinitionLimits;
import dev.bluegreen.testkit.internal.api.admission.Permissions;
import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.api.verb.Decoder;
import dev.bluegreen.testkit.internal.api.verb.Deletes;
import dev.bluegreen.testkit.internal.api.verb.Lists;
import dev.bluegreen.testkit.internal.api.verb.Patches;
import dev.bluegreen.testkit.internal.api.verb.Subresources;
import dev.bluegreen.testkit.internal.api.verb.WatchHub;
import dev.bluegreen.testkit.internal.api.verb.Writes;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import java.util.List;
import java.util.Map;

/** Answers calls as a real API server does. Thread-safe; never blocks. */
final class ApiServer {

    private final ObjectStore store;
    private final Permissions permissions;
    private final Lists lists;
    private final Writes writes;
    private final Patches patches;
    private final Deletes deletes;
    private final Subresources subresources;
    private final AccessReviews reviews;
    private final WatchHub watches;

    ApiServer(
            ObjectStore store,
            Permissions permissions,
            AccessReviews reviews,
            Writes writes,
            Patches patches,
            Subresources subresources,
            WatchHub watches) {
        this.store = store;
        this.permissions = permissions;
        this.lists = new Lists(store);
        this.writes = writes;
        this.patches = patches;
        this.deletes = new Deletes(store);
        this.subresources = subresources;
        this.reviews = reviews;
        this.watches = watches;
    }

    /** @throws ApiError if the call is refused */
    Reply execute(ApiCall call) {
        permissions.check(call);
        requireKnownDryRun(call);
        if (AccessReviews.isReview(call.resource())) {
            return reviews.review(call);
        }
        boolean onObject = call.subresource().isEmpty()
                || (call.subresource().equals("status") && call.resource().hasStatus());
        return onObject ? onObject(call) : subresources.reply(call);
    }

    private static void requireKnownDryRun(ApiCall call) {
        String dryRun = call.query("dryRun");
        if (!dryRun.isEmpty() && !call.isDryRun()) {
            String message = "Unsupported value: \"%s\": supported values: \"All\"".formatted(dryRun);
            Resource options = Resource.of("meta.k8s.io", "v1", "WriteOptions", "");
            throw ApiError.invalid(
                    options, "", List.of(new ApiError.Cause("FieldValueNotSupported", message, "dryRun")));
        }
    }

    /** Closes every watch of a client. */
    void closeWatches(String client) {
        watches.closeAll(client);
    }

    private Reply onObject(ApiCall call) {
        return switch (call.verb()) {
            case "get" ->
                Reply.json(200, Presented.object(call, store.get(call.key()).orElseThrow(call::notFound)));
            case "list" -> Reply.json(200, lists.list(call));
            case "watch" -> new Reply.Watching(watches.open(call));
            case "create" -> create(call);
            case "update" -> update(call);
            case "patch" -> DefinitionLimits.warned(call, patches.patch(call));
            case "delete" -> deletes.delete(call);
            default -> deletes.deleteCollection(call);
        };
    }

    private Reply create(ApiCall call) {
        if (!call.name().isEmpty()) {
            throw ApiError.methodNotAllowed();
        }
        return DefinitionLimits.warned(call, Reply.json(201, Presented.object(call, writes.create(call, sent(call)))));
    }

    private Reply update(ApiCall call) {
        if (call.name().isEmpty()) {
            throw ApiError.methodNotAllowed();
        }
        Map<String, Object> sent = sent(call);
        return DefinitionLimits.warned(call, Reply.json(200, Presented.object(call, writes.change(call, old -> sent))));
    }

    private static Map<String, Object> sent(ApiCall call) {
        Map<String, Object> tree = Presented.stored(call, Json.parseObject(call.body()));
        Object kind = tree.get("kind");
        if (kind != null && !kind.equals(call.resource().kind())) {
            throw ApiError.badRequest("%s in version \"%s\" cannot be handled as a %s: no kind \"%s\" is registered"
                    .formatted(kind, tree.get("apiVersion"), call.resource().kind(), kind));
        }
        Decoder.ofBody(call, tree);
        return tree;
    }
}

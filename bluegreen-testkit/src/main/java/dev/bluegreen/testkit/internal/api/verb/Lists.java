package dev.bluegreen.testkit.internal.api.verb;

import com.google.gson.JsonSyntaxException;
import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Filter;
import dev.bluegreen.testkit.internal.api.call.WatchOptions;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Lists, whole or in chunks; later chunks show the state of the first. */
public final class Lists {

    private final ObjectStore store;

    public Lists(ObjectStore store) {
        this.store = store;
    }

    public Map<String, Object> list(ApiCall call) {
        return store.atomically(() -> isWhole(call) ? whole(call) : chunk(call));
    }

    private boolean isWhole(ApiCall call) {
        requireKnown(WatchOptions.version(call));
        return call.query("limit").isEmpty() && call.query("continue").isEmpty() && !isExact(call);
    }

    private static boolean isExact(ApiCall call) {
        return call.query("resourceVersionMatch").equals("Exact") && WatchOptions.version(call) > 0;
    }

    /** A real server waits for a while for a version that is not there yet. */
    private void requireKnown(long version) {
        if (version > store.resourceVersion()) {
            String message =
                    "Timeout: Too large resource version: %d, current: %d".formatted(version, store.resourceVersion());
            throw new ApiError(
                            504,
                            "Timeout",
                            message,
                            Map.of(
                                    "causes",
                                    List.of(Map.of(
                                            "reason",
                                            "ResourceVersionTooLarge",
                                            "message",
                                            "Too large resource version"))))
                    .retryAfter(1);
        }
    }

    private Map<String, Object> whole(ApiCall call) {
        return page(call, Filter.of(call).current(store), metadata(store.resourceVersion()));
    }

    /** The whole list as it was at a version that is not forgotten. */
    public Map<String, Object> at(ApiCall call, long version) {
        Filter filter = Filter.of(call);
        return page(
                call,
                snapshot(filter, version).values().stream()
                        .filter(filter::matches)
                        .toList(),
                metadata(version));
    }

    private Map<String, Object> chunk(ApiCall call) {
        String token = call.query("continue");
        Map<String, Object> start =
                token.isEmpty() ? Map.of("rv", firstVersion(call), "namespace", "", "name", "") : decode(token);
        long version = Trees.integer(start, "rv").orElse(0);
        ResourceKey after = new ResourceKey(
                call.resource().storageGroup(),
                call.resource().plural(),
                Trees.text(start, "namespace"),
                Trees.text(start, "name"));
        if (!token.isEmpty() && WatchOptions.version(call) > 0) {
            throw ApiError.badRequest("specifying resource version is not allowed when using continue");
        }
        Filter filter = Filter.of(call);
        List<Map.Entry<ResourceKey, Map<String, Object>>> rest =
                snapshot(filter, version).tailMap(after, false).entrySet().stream()
                        .filter(entry -> filter.matches(entry.getValue()))
                        .toList();
        int limit = Math.min(limit(call), rest.size());
        Map<String, Object> metadata = metadata(version);
        if (limit < rest.size()) {
            metadata.put("continue", encode(version, rest.get(limit - 1).getKey()));
            metadata.put("remainingItemCount", rest.size() - limit);
        }
        return page(
                call, rest.subList(0, limit).stream().map(Map.Entry::getValue).toList(), metadata);
    }

    private long firstVersion(ApiCall call) {
        return isExact(call) ? WatchOptions.version(call) : store.resourceVersion();
    }

    /** The state at a version: today's, with all commits since then taken back. */
    private NavigableMap<ResourceKey, Map<String, Object>> snapshot(Filter filter, long version) {
        NavigableMap<ResourceKey, Map<String, Object>> state = new TreeMap<>();
        store.list(filter.group(), filter.plural(), filter.namespace())
                .forEach(tree -> state.put(key(filter, tree), tree));
        List<StoreEvent> since = new ArrayList<>(store.eventsAfter(version)
                .orElseThrow(
                        () -> ApiError.expired("The provided continue parameter is too old to display a consistent "
                                + "list result. You can start a new list without the continue parameter.")));
        for (int i = since.size() - 1; i >= 0; i--) {
            takeBack(since.get(i), filter, state);
        }
        return state;
    }

    private static void takeBack(StoreEvent event, Filter filter, Map<ResourceKey, Map<String, Object>> state) {
        Map<String, Object> before = event.before();
        if (filter.covers(event.key()) && before != null) {
            state.put(event.key(), before);
        } else if (before == null) {
            state.remove(event.key());
        }
    }

    private static ResourceKey key(Filter filter, Map<String, Object> tree) {
        return new ResourceKey(
                filter.group(),
                filter.plural(),
                Trees.text(tree, "metadata", "namespace"),
                Trees.text(tree, "metadata", "name"));
    }

    private static int limit(ApiCall call) {
        try {
            int limit = Integer.parseInt(call.query("limit"));
            return limit > 0 ? limit : Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static Map<String, Object> metadata(long version) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", Long.toString(version));
        return metadata;
    }

    private static Map<String, Object> page(
            ApiCall call, List<Map<String, Object>> objects, Map<String, Object> metadata) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("kind", call.resource().kind() + "List");
        page.put("apiVersion", call.apiVersion());
        page.put("metadata", metadata);
        page.put(
                "items",
                objects.stream().map(tree -> Presented.item(call, tree)).toList());
        return page;
    }

    private static String encode(long version, ResourceKey last) {
        String token = Json.write(Map.of("rv", version, "namespace", last.namespace(), "name", last.name()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> decode(String token) {
        try {
            return Json.parseObject(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JsonSyntaxException e) {
            throw ApiError.badRequest("continue key is not valid: " + e.getMessage());
        }
    }
}

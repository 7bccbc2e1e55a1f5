package dev.bluegreen.testkit.internal.api.call;

import com.google.gson.JsonSyntaxException;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, taken apart.
 *
 * @param verb in Kubernetes words
 * @param version of the API group, as asked for
 * @param client who asks
 * @param manager the field manager that a write is recorded under
 * @param webSocket true if it asks for the upgrade to a WebSocket
 * @param watchId names the client's side of a watch, or null for a client that was not made by the testkit
 */
public record ApiCall(
        String verb,
        Resource resource,
        String version,
        String namespace,
        String name,
        String subresource,
        Map<String, String> query,
        String client,
        String manager,
        String contentType,
        String body,
        boolean webSocket,
        @Nullable String watchId) {

    /** The name in the URL, or in the body of a create; empty if there is none. */
    public String objectName() {
        if (!name.isEmpty() || !verb.equals("create")) {
            return name;
        }
        try {
            return Trees.text(Json.parse(body), "metadata", "name");
        } catch (JsonSyntaxException e) {
            return "";
        }
    }

    /** The same call as it needs permission for something else. */
    public ApiCall as(String otherVerb) {
        return new ApiCall(
                otherVerb,
                resource,
                version,
                namespace,
                name,
                subresource,
                query,
                client,
                manager,
                contentType,
                body,
                webSocket,
                watchId);
    }

    public ResourceKey key() {
        return keyOf(name);
    }

    public ResourceKey keyOf(String otherName) {
        return new ResourceKey(resource.storageGroup(), resource.plural(), namespace, otherName);
    }

    public String apiVersion() {
        return resource.apiVersion(version);
    }

    /** Whatever version a client writes, one is stored. */
    public String storedApiVersion() {
        String stored = resource.versions().get(0);
        return resource.storageGroup().isEmpty() ? stored : resource.storageGroup() + "/" + stored;
    }

    public String query(String parameter) {
        return query.getOrDefault(parameter, "");
    }

    public boolean isTrue(String parameter) {
        return query(parameter).equals("true") || query(parameter).equals("1");
    }

    public boolean isDryRun() {
        return query("dryRun").equals("All");
    }

    public ApiError notFound() {
        return ApiError.notFound(resource, name);
    }
}

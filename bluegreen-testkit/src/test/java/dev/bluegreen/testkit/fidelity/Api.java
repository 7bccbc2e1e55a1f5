package dev.bluegreen.testkit.fidelity;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plain requests with the credentials of a client, to see what its model would hide. What is asked for begins with the
 * plural name: {@code services/shop?dryRun=All} is that Service in the namespace of the tests.
 */
final class Api {

    static final String JSON = "application/json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("deployments", "apps/v1"),
            Map.entry("replicasets", "apps/v1"),
            Map.entry("jobs", "batch/v1"),
            Map.entry("horizontalpodautoscalers", "autoscaling/v2"),
            Map.entry("poddisruptionbudgets", "policy/v1"),
            Map.entry("ingresses", "networking.k8s.io/v1"),
            Map.entry("endpointslices", "discovery.k8s.io/v1"),
            Map.entry("leases", "coordination.k8s.io/v1"),
            Map.entry("roles", "rbac.authorization.k8s.io/v1"),
            Map.entry("rolebindings", "rbac.authorization.k8s.io/v1"));

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final KubernetesClient client;
    private final String namespace;

    Api(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** A name that nothing else has. */
    String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** Where it is on the server. */
    String path(String what) {
        String plural = what.split("[/?]", 2)[0];
        String group = GROUPS.get(plural);
        return (group == null ? "/api/v1" : "/apis/" + group) + "/namespaces/" + namespace + "/" + what;
    }

    Answer get(String what) {
        return send("GET", path(what), JSON, "");
    }

    Answer create(String what, String body) {
        return send("POST", path(what), JSON, body);
    }

    Answer put(String what, String body) {
        return send("PUT", path(what), JSON, body);
    }

    Answer patch(String what, String type, String body) {
        return send("PATCH", path(what), type, body);
    }

    Answer merge(String what, String body) {
        return patch(what, MERGE_PATCH, body);
    }

    Answer delete(String what) {
        return delete(what, "");
    }

    Answer delete(String what, String options) {
        return send("DELETE", path(what), JSON, options);
    }

    Answer send(String method, String path, String type, String body) {
        HttpRequest.Builder request =
                client.getHttpClient().newHttpRequestBuilder().uri(url(path));
        HttpRequest sent = method.equals("GET")
                ? request.build()
                : request.method(method, type, body).build();
        HttpResponse<String> answer = await(client.getHttpClient().sendAsync(sent, String.class));
        return new Answer(answer.code(), answer.body() == null ? "" : answer.body(), answer);
    }

    /** Opens a watch, with everything behind the question mark but {@code watch} itself. */
    Frames watch(String what, String options) {
        Frames frames = new Frames();
        URI uri = url(path(what) + "?watch=true" + (options.isEmpty() ? "" : "&" + options));
        await(client.getHttpClient()
                .newWebSocketBuilder()
                .uri(uri)
                .header("Origin", origin())
                .buildAsync(frames));
        return frames;
    }

    /** The status that a watch without an origin is refused with; 101 if it is not. */
    int watchWithoutOrigin(String what) {
        URI uri = url(path(what) + "?watch=true");
        try (Frames frames = new Frames()) {
            client.getHttpClient()
                    .newWebSocketBuilder()
                    .uri(uri)
                    .buildAsync(frames)
                    .get(30, TimeUnit.SECONDS);
            return 101;
        } catch (ExecutionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().code()
                    : 0;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private String origin() {
        URI server = url("");
        return server.getScheme() + "://" + server.getAuthority();
    }

    private URI url(String path) {
        return URI.create(client.getConfiguration().getMasterUrl().replaceFirst("/$", "") + path);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server said. */
    record Answer(int code, String body, HttpResponse<String> response) {

        Map<String, Object> tree() {
            return Json.parseObject(body);
        }

        Object at(String... path) {
            return Trees.at(tree(), path);
        }

        String text(String... path) {
            return Trees.text(tree(), path);
        }

        List<Map<String, Object>> maps(String... path) {
            return Trees.maps(tree(), path);
        }

        String reason() {
            return text("reason");
        }

        String message() {
            return text("message");
        }

        String version() {
            return text("metadata", "resourceVersion");
        }

        long generation() {
            return Trees.integer(tree(), "metadata", "generation").orElse(-1);
        }

        List<String> names() {
            return maps("items").stream()
                    .map(item -> Trees.text(item, "metadata", "name"))
                    .toList();
        }

        /** The fields that a refusal names. */
        List<Object> fields() {
            return maps("details", "causes").stream()
                    .map(cause -> cause.get("field"))
                    .toList();
        }
    }
}

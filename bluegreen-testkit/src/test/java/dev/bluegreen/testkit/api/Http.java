package dev.bluegreen.testkit.api;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Plain HTTP against a cluster, to see what a client library would hide. */
final class Http {

    static final String JSON = "application/json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String identity;

    Http(FakeCluster cluster) {
        this(cluster, "test");
    }

    Http(FakeCluster cluster, String identity) {
        this.url = cluster.config().getMasterUrl();
        this.identity = identity;
    }

    Answer get(String path) {
        return send("GET", path, JSON, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, JSON, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, JSON, body);
    }

    Answer patch(String path, String type, String body) {
        return send("PATCH", path, type, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, JSON, "");
    }

    Answer delete(String path, String options) {
        return send("DELETE", path, JSON, options);
    }

    /** Asks for a WebSocket; the status of the refusal. */
    int upgrade(String path) {
        URI at = URI.create(url.replaceFirst("http", "ws") + path.substring(1));
        try {
            WebSocket opened = client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + identity)
                    .header("Origin", "http://localhost")
                    .subprotocols("v4.channel.k8s.io")
                    .buildAsync(at, new WebSocket.Listener() {})
                    .join();
            opened.abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    Answer send(String method, String path, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path.substring(1)))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + identity)
                .header("User-Agent", "curl/8")
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, String body, HttpResponse<String> response) {

        Map<String, Object> tree() {
            return Json.parseObject(body);
        }

        Object at(String... path) {
            return Trees.at(tree(), path);
        }

        List<Map<String, Object>> items() {
            return Trees.maps(tree(), "items");
        }

        List<String> names() {
            return items().stream()
                    .map(item -> Trees.text(item, "metadata", "name"))
                    .toList();
        }

        String version() {
            return Trees.text(tree(), "metadata", "resourceVersion");
        }
    }
}

package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Makes single requests, over connections that it keeps. Thread-safe. */
public final class Http {

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout the longest a request may take, connection included */
    public Http(Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.timeout = timeout;
    }

    /**
     * One answer.
     *
     * @param status the status code
     * @param headers the headers
     * @param body the body as text
     * @param took from the call to the last byte
     */
    public record Answer(int status, java.net.http.HttpHeaders headers, String body, Duration took) {}

    /**
     * Gets a resource.
     *
     * @throws UncheckedIOException saying what failed, when there was no answer
     */
    public Answer get(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(timeout).GET();
        headers.forEach(request::header);
        return send(uri, request.build());
    }

    /**
     * Posts a document as JSON.
     *
     * @throws UncheckedIOException saying what failed, when there was no answer
     */
    public Answer postJson(URI uri, String json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(uri, request.build());
    }

    private Answer send(URI uri, HttpRequest request) {
        long begun = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.headers(), answer.body(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw Failures.of(uri, e, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(Failures.place(uri) + " was not waited for", new IOException(e));
        }
    }
}

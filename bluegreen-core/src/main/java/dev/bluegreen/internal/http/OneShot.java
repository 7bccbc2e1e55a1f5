package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes requests that each have a new connection, closed afterwards: a client that keeps connections says nothing of where
 * new ones lead. Redirects are answers, and not followed. Thread-safe.
 */
public final class OneShot {

    private static final int LONGEST_BODY = 1 << 20;
    private static final int FIRST_ERROR = 400;

    private final Duration timeout;

    /** @param timeout the longest the connection, and each wait for more of the answer, may take */
    public OneShot(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Gets a resource; of a body beyond 1 MiB only that much.
     *
     * @throws UncheckedIOException saying what failed, when there was no answer
     */
    public Http.Answer get(URI uri, Map<String, String> headers) {
        long begun = System.nanoTime();
        try {
            return answer(open(uri, headers), begun);
        } catch (IOException e) {
            throw Failures.of(uri, e, timeout);
        }
    }

    private HttpURLConnection open(URI uri, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        headers.forEach(connection::setRequestProperty);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    private static Http.Answer answer(HttpURLConnection connection, long begun) throws IOException {
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("what came is no HTTP");
            }
            String body = body(connection, status);
            return new Http.Answer(status, headers(connection), body, Duration.ofNanos(System.nanoTime() - begun));
        } finally {
            connection.disconnect();
        }
    }

    /** An error may come without a body, and then without a stream. */
    private static String body(HttpURLConnection connection, int status) throws IOException {
        try (InputStream body = status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? "" : new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        }
    }

    /** The status line is among them, under no name. */
    private static HttpHeaders headers(HttpURLConnection connection) {
        Map<String, List<String>> named = new TreeMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                named.put(name, values);
            }
        });
        return HttpHeaders.of(named, (name, value) -> true);
    }
}

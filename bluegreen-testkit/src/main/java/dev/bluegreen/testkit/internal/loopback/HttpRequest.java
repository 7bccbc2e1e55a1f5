package dev.bluegreen.testkit.internal.loopback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request.
 *
 * @param target path and query, as sent
 * @param version such as {@code HTTP/1.1}
 * @param headers by name in lower case; of several with one name, their values joined by {@code ", "}
 * @param body its bytes, one character each
 */
public record HttpRequest(String method, String target, String version, Map<String, String> headers, String body) {

    private static final int MAX_HEAD_BYTES = 32 * 1024;

    /** Copies the headers. */
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /**
     * Reads the next request of a connection.
     *
     * @return null when the peer has closed
     * @throws IOException if the peer left in the middle, or does not speak HTTP/1.x
     */
    public static @Nullable HttpRequest read(InputStream in) throws IOException {
        String head = readHead(in);
        if (head == null) {
            return null;
        }
        String[] lines = head.split("\r\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP/1.x request: " + lines[0]);
        }
        Map<String, String> headers = headers(lines);
        return new HttpRequest(start[0], start[1], start[2], headers, body(in, headers));
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The first value of a parameter of the query, not decoded; empty if it was not sent. */
    public Optional<String> query(String name) {
        String query = target.substring(path().length()).replaceFirst("^[?]", "");
        return Stream.of(query.split("&", -1))
                .filter(parameter -> parameter.split("=", 2)[0].equals(name))
                .map(parameter -> parameter.contains("=") ? parameter.split("=", 2)[1] : "")
                .findFirst();
    }

    /** The value of a header, or an empty one. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The value of a cookie, if it was sent. */
    public Optional<String> cookie(String name) {
        for (String cookie : header("cookie").split("[;,]", -1)) {
            String[] parts = cookie.trim().split("=", 2);
            if (parts.length == 2 && parts[0].equals(name)) {
                return Optional.of(parts[1]);
            }
        }
        return Optional.empty();
    }

    /** True if the peer means to send more over this connection. */
    public boolean keepAlive() {
        String connection = header("connection").toLowerCase(Locale.ROOT);
        return version.equals("HTTP/1.1") ? !connection.contains("close") : connection.contains("keep-alive");
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).trim(), (one, other) -> one + ", " + other);
            }
        }
        return headers;
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("a request body must come with a Content-Length");
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the peer left in the middle of a request body");
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(256);
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return ended(head);
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            if (head.size() > MAX_HEAD_BYTES) {
                throw new IOException("request head above " + MAX_HEAD_BYTES + " bytes");
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String ended(ByteArrayOutputStream head) throws IOException {
        if (head.size() > 0) {
            throw new IOException("the peer left in the middle of a request head");
        }
        return null;
    }
}

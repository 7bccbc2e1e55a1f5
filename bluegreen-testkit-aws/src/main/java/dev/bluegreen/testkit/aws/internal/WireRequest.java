package dev.bluegreen.testkit.aws.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request as it came over a connection.
 *
 * @param path path and query
 * @param headers by name in lower case
 */
record WireRequest(String method, String path, Map<String, String> headers, String body) {

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
    private static final String END = "\r\n\r\n";

    /** The next request of a connection; null when the peer has closed. */
    static @Nullable WireRequest read(InputStream in) throws IOException {
        String head = head(in);
        if (head == null) {
            return null;
        }
        String[] lines = head.split("\r\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3) {
            throw new IOException("not an HTTP request: " + lines[0]);
        }
        Map<String, String> headers = headers(lines);
        return new WireRequest(start[0], start[1], headers, body(in, headers));
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (length > MAX_BODY_BYTES || headers.containsKey("transfer-encoding")) {
            throw new IOException("a body must come with a Content-Length of at most " + MAX_BODY_BYTES);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the peer left in the middle of a body");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static @Nullable String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        int matched = 0;
        while (matched < END.length()) {
            int next = in.read();
            if (next < 0 && head.size() == 0) {
                return null;
            }
            if (next < 0 || head.size() > MAX_HEAD_BYTES) {
                throw new IOException("no end of the request head after " + head.size() + " bytes");
            }
            head.write(next);
            matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}

package dev.bluegreen.testkit.internal.loopback;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer with a JSON body. */
public record HttpAnswer(int status, Map<String, String> headers, String json) {

    private static final Map<Integer, String> REASONS = Map.of(
            200,
            "OK",
            404,
            "Not Found",
            500,
            "Internal Server Error",
            502,
            "Bad Gateway",
            503,
            "Service Unavailable",
            504,
            "Gateway Timeout");

    /** This answer with more headers. */
    public HttpAnswer withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new HttpAnswer(status, all, json);
    }

    /** The bytes on the wire, written at once so that no answer waits for the peer's acknowledgement. */
    public byte[] encode(boolean withBody, boolean keepAlive) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(REASONS.getOrDefault(status, "Status"))
                .append("\r\nContent-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\nConnection: ")
                .append(keepAlive ? "keep-alive" : "close");
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + (withBody ? body.length : 0)];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, all.length - start.length);
        return all;
    }
}

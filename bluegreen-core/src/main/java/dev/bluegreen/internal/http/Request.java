package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request: a head, and a body that may be empty.
 *
 * @param method the method
 * @param uri URI of the resource
 * @param headers headers other than those of framing
 * @param body the body
 */
record Request(String method, URI uri, Map<String, String> headers, String body) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** Headers that only we may set: they define where a message ends, and two readers must not disagree on that. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    static Request get(URI uri, Map<String, String> headers) {
        return new Request("GET", uri, headers, "");
    }

    static Request postJson(URI uri, String json, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Content-Type", "application/json");
        all.putAll(headers);
        return new Request("POST", uri, all, json);
    }

    static Request connect(URI uri) {
        return new Request("CONNECT", uri, Map.of(), "");
    }

    /** @throws IOException before anything is sent, if a header is invalid; its value never appears in the message */
    void send(Connection connection) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Host", authority());
        all.put("User-Agent", "bluegreen");
        all.put("Accept", "*/*");
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target(connection.isToProxy()) + " HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : all.entrySet()) {
            require(header.getKey(), header.getValue());
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (content.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        OutputStream output = connection.output();
        output.write(bytes(head.toString(), content));
        output.flush();
    }

    private static byte[] bytes(String head, byte[] content) {
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[first.length + content.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(content, 0, all, first.length, content.length);
        return all;
    }

    private static void require(String name, String value) throws IOException {
        if (!NAME.matcher(name).matches() || FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IOException("a header has a name that cannot be sent");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IOException("the header " + name + " has a value, which is not shown, with a character that no"
                    + " header may have, such as a line break");
        }
    }

    private String target(boolean whole) {
        if (method.equals("CONNECT")) {
            return uri.getHost() + ":" + Connection.port(uri);
        }
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        return (whole ? ascii.getScheme() + "://" + authority() : "") + path + query;
    }

    private String authority() {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}

package dev.bluegreen.testkit.internal.dataplane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of an HTTP/1.1 request that decides the answer; a body is read and forgotten. */
record HttpRequest(String method, String path, boolean keepAlive) {

    private static final int MAX_HEAD_BYTES = 32 * 1024;

    /**
     * Reads the next request of a connection.
     *
     * @return null when the peer has closed
     * @throws IOException if the peer left in the middle, or does not speak HTTP/1.x
     */
    static @Nullable HttpRequest read(InputStream in) throws IOException {
        String head = readHead(in);
        if (head == null) {
            return null;
        }
        String[] lines = head.split("\r\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP/1.x request: " + lines[0]);
        }
        skipBody(in, lines);
        return new HttpRequest(start[0], pathOf(start[1]), keepAlive(start[2], lines));
    }

    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static boolean keepAlive(String version, String[] lines) {
        String connection = header(lines, "connection");
        return version.equals("HTTP/1.1") ? !connection.contains("close") : connection.contains("keep-alive");
    }

    private static void skipBody(InputStream in, String[] lines) throws IOException {
        if (!header(lines, "transfer-encoding").isEmpty()) {
            throw new IOException("a request body must come with a Content-Length");
        }
        String length = header(lines, "content-length");
        if (!length.isEmpty()) {
            in.skipNBytes(Long.parseLong(length));
        }
    }

    private static String header(String[] lines, String name) {
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(name + ":")) {
                return lower.substring(name.length() + 1).trim();
            }
        }
        return "";
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

package dev.bluegreen.testkit.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The head of an answer; its body was read and dropped. Header names are in lower case. */
record HttpReply(int status, Map<String, String> headers) {

    /**
     * Reads one answer to its end.
     *
     * @throws IOException if the connection ends before that
     */
    static HttpReply read(InputStream in) throws IOException {
        String[] start = line(in).split(" ");
        if (start.length < 2) {
            throw new IOException("no HTTP answer: " + String.join(" ", start));
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
        return new HttpReply(Integer.parseInt(start[1]), headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean closes() {
        return header("connection").equalsIgnoreCase("close");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before the answer was complete");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}

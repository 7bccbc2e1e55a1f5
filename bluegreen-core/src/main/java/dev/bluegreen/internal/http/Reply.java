package dev.bluegreen.internal.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response whose head has been read, and whose body can be read once.
 *
 * @param status the status code
 * @param headers the headers
 * @param rest the rest of the stream
 */
record Reply(int status, HttpHeaders headers, InputStream rest) {

    /** Maximum size of a head, in bytes. */
    static final int LONGEST_HEAD = 1 << 16;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** Reads the head; interim (1xx) responses are skipped. */
    static Reply read(InputStream input) throws IOException {
        Lines lines = new Lines(new BufferedInputStream(input), LONGEST_HEAD);
        while (true) {
            int status = status(lines.next());
            HttpHeaders headers = headers(lines);
            if (status >= FIRST_FINAL || status == SWITCHING) {
                return new Reply(status, headers, lines.input());
            }
        }
    }

    /** The body as UTF-8 text, up to a number of bytes. */
    String body(int most) throws IOException {
        if (status == NO_CONTENT || status == NOT_MODIFIED || status == SWITCHING) {
            return "";
        }
        return new String(bytes(most), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int most) throws IOException {
        if (!headers.allValues("Transfer-Encoding").isEmpty()) {
            return new Chunks(rest).read(most);
        }
        List<String> lengths =
                headers.allValues("Content-Length").stream().distinct().toList();
        return lengths.isEmpty() ? rest.readNBytes(most) : sized(lengths, most);
    }

    private byte[] sized(List<String> lengths, int most) throws IOException {
        if (lengths.size() > 1 || !lengths.get(0).matches("\\d{1,18}")) {
            throw new IOException("the response has no valid length");
        }
        int wanted = (int) Math.min(most, Long.parseLong(lengths.get(0)));
        byte[] read = rest.readNBytes(wanted);
        if (read.length < wanted) {
            throw new IOException("the response ended after " + read.length + " of " + lengths.get(0) + " bytes");
        }
        return read;
    }

    private static int status(String line) throws IOException {
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            throw new IOException("the response is not HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private static HttpHeaders headers(Lines lines) throws IOException {
        Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                throw new IOException("the response is not HTTP: a header has no name");
            }
            named.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(named, (name, value) -> true);
    }
}

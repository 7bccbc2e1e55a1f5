package dev.bluegreen.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of an untrusted text, limited to a total number of bytes. */
final class Lines {

    private final InputStream input;
    private int left;

    Lines(InputStream input, int most) {
        this.input = input;
        this.left = most;
    }

    /** The rest after the lines read. */
    InputStream input() {
        return input;
    }

    /** The next line without its end. */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = one(); next != '\n'; next = one()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int one() throws IOException {
        int next = input.read();
        if (next < 0) {
            throw new IOException("the response ended in the middle of a line");
        }
        if (--left < 0) {
            throw new IOException("the response has endless headers");
        }
        return next;
    }
}

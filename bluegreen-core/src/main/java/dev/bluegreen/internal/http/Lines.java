package dev.bluegreen.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of a foreign text, of which all together may have so many bytes. */
final class Lines {

    private final InputStream input;
    private int left;

    Lines(InputStream input, int most) {
        this.input = input;
        this.left = most;
    }

    /** What follows the lines that were read. */
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
            throw new IOException("the answer ended in the middle of a line");
        }
        if (--left < 0) {
            throw new IOException("what came has headers without end");
        }
        return next;
    }
}

package dev.bluegreen.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, section 7.1). */
record Chunks(InputStream input) {

    private static final int LONGEST_LINE = 1 << 12;

    /** Reads the body, up to a number of bytes; anything after the last chunk is ignored. */
    byte[] read(int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < most) {
            long size = size(line());
            if (size == 0) {
                break;
            }
            int wanted = (int) Math.min(size, most - body.size());
            byte[] chunk = input.readNBytes(wanted);
            if (chunk.length < wanted) {
                throw new IOException("the response ended in the middle of a chunk");
            }
            body.write(chunk);
            if (wanted == size && !line().isEmpty()) {
                throw new IOException("the response is not HTTP: a chunk is longer than its size");
            }
        }
        return body.toByteArray();
    }

    private String line() throws IOException {
        return new Lines(input, LONGEST_LINE).next();
    }

    private static long size(String line) throws IOException {
        String hex = line.replaceAll("[;\\s].*", "");
        if (!hex.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("the response is not HTTP: a chunk has no size");
        }
        return Long.parseLong(hex, 16);
    }
}

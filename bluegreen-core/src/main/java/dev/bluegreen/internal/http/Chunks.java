package dev.bluegreen.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, section 7.1). */
final class Chunks {

    private static final int LONGEST_LINE = 1 << 12;

    private final InputStream input;

    Chunks(InputStream input) {
        this.input = input;
    }

    /** The body, at most so many bytes of it; what is behind the last chunk does not matter. */
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
                throw new IOException("the answer ended in the middle of a chunk");
            }
            body.write(chunk);
            if (wanted == size && !line().isEmpty()) {
                throw new IOException("what came is not HTTP: a chunk is longer than it says");
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
            throw new IOException("what came is not HTTP: a chunk has no size");
        }
        return Long.parseLong(hex, 16);
    }
}

package dev.bluegreen.check;

import java.net.URI;
import java.util.List;

/** A way to the idle track, past the routers; open until it is closed. Thread-safe. */
public interface Tunnel extends AutoCloseable {

    /** Where the track answers, such as {@code http://127.0.0.1:40123}: without a path, and without a slash at the end. */
    URI base();

    /** What went wrong inside the way itself, such as a right that is missing, a sentence each; empty when nothing did. */
    default List<String> troubles() {
        return List.of();
    }

    /** Ends the way. */
    @Override
    void close();
}

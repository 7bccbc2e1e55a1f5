package dev.bluegreen.check.smoke;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** A way to the idle track, past the routers; open until it is closed. Thread-safe. */
public interface Tunnel extends AutoCloseable {

    /** Where the track answers, such as {@code http://127.0.0.1:40123}: without a path, and without a slash at the end. */
    URI base();

    /** What each request has to bring for the way to be open to it. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** What went wrong inside the way itself, such as a right that is missing, a sentence each; empty when nothing did. */
    default List<String> troubles() {
        return List.of();
    }

    /** Ends the way. */
    @Override
    void close();
}

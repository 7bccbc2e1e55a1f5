package dev.bluegreen.check.smoke;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** A connection to the idle track that bypasses the routers, open until closed. Thread-safe. */
public interface Tunnel extends AutoCloseable {

    /** Base URI of the track, such as {@code http://127.0.0.1:40123}, without a path or a final slash. */
    URI base();

    /** Headers that every request through the tunnel must carry. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** Errors of the tunnel itself, such as a missing permission, a sentence each. */
    default List<String> troubles() {
        return List.of();
    }

    /** Closes the tunnel. */
    @Override
    void close();
}

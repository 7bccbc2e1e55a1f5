package dev.bluegreen.testkit.internal.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight of one cluster, by the id that the client sends as a header. Each holds time until it is done,
 * but for while the server has parked it. Thread-safe.
 */
public final class RequestLinks {

    /** The header that carries the id. */
    public static final String HEADER = "X-Testkit-Request";

    private final Holds holds;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Runnable> running = new ConcurrentHashMap<>();

    /** No requests. */
    public RequestLinks(Holds holds) {
        this.holds = holds;
    }

    /** An id that no other request has. */
    public String newId() {
        return Long.toString(ids.incrementAndGet());
    }

    /** A request begins. */
    public void begin(String id) {
        Runnable earlier = running.put(id, holds.hold());
        if (earlier != null) {
            earlier.run();
        }
    }

    /** The server answers later: time may move meanwhile. */
    public void park(@Nullable String id) {
        replace(id, () -> {});
    }

    /** The server answers now. */
    public void resume(@Nullable String id) {
        Runnable hold = holds.hold();
        if (!replace(id, hold)) {
            hold.run();
        }
    }

    /** The request is done, or given up. */
    public void end(String id) {
        Runnable release = running.remove(id);
        if (release != null) {
            release.run();
        }
    }

    private boolean replace(@Nullable String id, Runnable release) {
        Runnable old = id == null ? null : running.replace(id, release);
        if (old != null) {
            old.run();
        }
        return old != null;
    }
}

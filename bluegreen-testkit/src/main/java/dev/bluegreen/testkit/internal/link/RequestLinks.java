package dev.bluegreen.testkit.internal.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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
    private final Map<String, Link> running = new ConcurrentHashMap<>();

    /**
     * A request in flight.
     *
     * @param callerHolds whether the thread that sent it holds time too, and waits for the answer
     * @param release undoes what is held, or let go, for it now
     */
    private record Link(boolean callerHolds, Runnable release) {}

    /** No requests. */
    public RequestLinks(Holds holds) {
        this.holds = holds;
    }

    /** An id that no other request has. */
    public String newId() {
        return Long.toString(ids.incrementAndGet());
    }

    /** A request begins, sent by the calling thread. */
    public void begin(String id) {
        Link earlier = running.put(id, new Link(holds.callerHolds(), holds.hold()));
        if (earlier != null) {
            earlier.release().run();
        }
    }

    /** The server answers later: time may move meanwhile. */
    public void park(@Nullable String id) {
        replace(id, link -> link.callerHolds() ? holds.pauseCaller() : () -> {});
    }

    /** The server answers now. */
    public void resume(@Nullable String id) {
        replace(id, link -> holds.hold());
    }

    /** The request is done, or given up. */
    public void end(String id) {
        Link link = running.remove(id);
        if (link != null) {
            link.release().run();
        }
    }

    private void replace(@Nullable String id, Function<Link, Runnable> next) {
        if (id != null) {
            running.computeIfPresent(id, (same, link) -> {
                Runnable release = next.apply(link);
                link.release().run();
                return new Link(link.callerHolds(), release);
            });
        }
    }
}

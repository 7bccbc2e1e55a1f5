package dev.bluegreen.testkit.internal.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
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
     * @param release ends what is held for it now
     * @param parked true if the server answers later, or never
     * @param blocked true if a thread that holds time by itself waits for the answer, and does nothing else
     * @param resume makes that thread hold time again
     */
    private record Link(Runnable release, boolean parked, boolean blocked, Runnable resume) {}

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
        Link earlier = running.put(id, new Link(holds.hold(), false, false, RequestLinks::nothing));
        if (earlier != null) {
            earlier.release().run();
        }
    }

    /** The calling thread waits for the answer from now on. */
    public void blocked(String id) {
        if (holds.callerHolds()) {
            replace(
                    id,
                    link -> new Link(
                            link.release(),
                            link.parked(),
                            true,
                            link.parked() ? holds.pauseCaller() : RequestLinks::nothing));
        }
    }

    /** The calling thread waits no longer. */
    public void unblocked(String id) {
        replace(id, link -> {
            link.resume().run();
            return new Link(link.release(), link.parked(), false, RequestLinks::nothing);
        });
    }

    /** The server answers later, or never: time may move meanwhile. */
    public void park(@Nullable String id) {
        replace(id, link -> {
            Runnable resume = link.blocked() ? holds.pauseCaller() : RequestLinks::nothing;
            link.release().run();
            return new Link(RequestLinks::nothing, true, link.blocked(), resume);
        });
    }

    /** The server answers now. */
    public void resume(@Nullable String id) {
        replace(id, link -> {
            Runnable release = holds.hold();
            link.resume().run();
            return new Link(release, false, link.blocked(), RequestLinks::nothing);
        });
    }

    /** The request is of no account any more, however long its client goes on trying. */
    public void disregard(@Nullable String id) {
        replace(id, link -> {
            link.release().run();
            return new Link(RequestLinks::nothing, link.parked(), link.blocked(), link.resume());
        });
    }

    /** The request is done, or given up. */
    public void end(String id) {
        Link link = running.remove(id);
        if (link != null) {
            link.resume().run();
            link.release().run();
        }
    }

    private void replace(@Nullable String id, UnaryOperator<Link> next) {
        if (id != null) {
            running.computeIfPresent(id, (same, link) -> next.apply(link));
        }
    }

    private static void nothing() {}
}

package dev.bluegreen.testkit.internal.link;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The links of all watches of one cluster, by the id that the client sends as a header. Thread-safe. */
public final class WatchLinks {

    /** The header that carries the id. */
    public static final String HEADER = "X-Testkit-Watch";

    private final Map<String, WatchLink> links = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<?>> leaving = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    /** No links. */
    public WatchLinks() {}

    /** Makes a link and returns its id. */
    public String register() {
        String id = Long.toString(ids.incrementAndGet());
        links.put(id, new WatchLink());
        return id;
    }

    /** The link of an id, if it was registered and not closed. */
    public Optional<WatchLink> find(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(links.get(id));
    }

    /** Closes a link and forgets it. */
    public void close(String id) {
        WatchLink link = links.remove(id);
        if (link != null) {
            link.close();
        }
    }

    /** The client has said that it closes a watch; the end comes when the server has answered, or is gone. */
    public void leaving(CompletableFuture<?> end) {
        long id = ids.incrementAndGet();
        leaving.put(id, end);
        CompletableFuture<?> unused = end.whenComplete((nothing, failure) -> leaving.remove(id));
    }

    /**
     * Waits in real time until the watches that clients are closing have ended. A client that is closed before that keeps what
     * is left of them, its sockets and all that its listeners know, for a minute more.
     *
     * @return true if all have ended
     */
    public boolean awaitEnds(Duration atMost) {
        try {
            CompletableFuture.allOf(leaving.values().toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.bluegreen.testkit.internal.link;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The links of all watches of one cluster, by the id that the client sends as a header. Thread-safe. */
public final class WatchLinks {

    /** The header that carries the id. */
    public static final String HEADER = "X-Testkit-Watch";

    private final Map<String, WatchLink> links = new ConcurrentHashMap<>();
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
}

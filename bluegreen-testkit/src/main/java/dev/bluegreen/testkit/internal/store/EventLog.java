package dev.bluegreen.testkit.internal.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last commits, for watches that start in the past. Guarded by the store's lock. */
final class EventLog {

    private static final int CAPACITY = 5_000;

    private final Deque<StoreEvent> events = new ArrayDeque<>();
    private long forgottenUpTo;

    void add(StoreEvent event) {
        events.addLast(event);
        if (events.size() > CAPACITY) {
            forgottenUpTo = events.removeFirst().resourceVersion();
        }
    }

    Optional<List<StoreEvent>> after(long resourceVersion) {
        return resourceVersion < forgottenUpTo
                ? Optional.empty()
                : Optional.of(events.stream()
                        .filter(event -> event.resourceVersion() > resourceVersion)
                        .toList());
    }

    List<StoreEvent> kept() {
        return List.copyOf(events);
    }

    void compact(long version) {
        events.clear();
        forgottenUpTo = version;
    }
}

package dev.bluegreen.micrometer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is kept of operations that have not ended, by their ids. One that was parked never ends here: the oldest give way. For
 * one thread at a time.
 */
final class Operations<T> {

    private static final int MOST = 1_000;

    private final Map<String, T> running = new LinkedHashMap<>();
    private final Consumer<T> forget;

    /** @param forget called with one that gives way */
    Operations(Consumer<T> forget) {
        this.forget = forget;
    }

    T of(String id, Supplier<T> begun) {
        T found = running.computeIfAbsent(id, unknown -> begun.get());
        if (running.size() > MOST) {
            String oldest = running.keySet().iterator().next();
            end(oldest).ifPresent(forget);
        }
        return found;
    }

    Optional<T> end(String id) {
        return Optional.ofNullable(running.remove(id));
    }
}

package dev.bluegreen.testkit.memory;

import dev.bluegreen.model.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

/** Path of all calls: through the interceptor, with notification of watchers. */
final class Bus {

    private final Set<Watcher> watchers = new CopyOnWriteArraySet<>();
    private volatile Optional<Instant> unseen = Optional.empty();
    private volatile CallInterceptor interceptor = CallInterceptor.NONE;

    private record Watcher(Runnable onChange) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    void intercept(CallInterceptor next) {
        interceptor = next;
    }

    <T> T call(String name, Supplier<T> effect) {
        return interceptor.carry(name, effect);
    }

    Subscription watch(Runnable onChange) {
        Watcher watcher = new Watcher(onChange);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Stops notifications until the watch is regained. */
    void lose(Instant since) {
        unseen = Optional.of(since);
    }

    void regain() {
        unseen = Optional.empty();
        changed();
    }

    Optional<Instant> unseenSince() {
        return unseen;
    }

    void changed() {
        if (unseen.isEmpty()) {
            watchers.forEach(watcher -> watcher.onChange().run());
        }
    }
}

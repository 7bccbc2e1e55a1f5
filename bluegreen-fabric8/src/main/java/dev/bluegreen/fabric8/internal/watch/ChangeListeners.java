package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.model.Subscription;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Listeners by topic, so that the cost of a change does not depend on the number of releases. Thread-safe. */
final class ChangeListeners {

    private final Map<Topic, Set<Interest>> byTopic = new ConcurrentHashMap<>();

    /** Calls back after changes of the topics until closed, and never after that. The callback must not block. */
    Subscription add(Collection<Topic> topics, Runnable callback) {
        Interest interest = new Interest(callback);
        topics.forEach(topic -> byTopic.compute(topic, (key, others) -> with(interest, others)));
        return () -> {
            interest.end();
            topics.forEach(topic -> byTopic.computeIfPresent(topic, (key, others) -> without(interest, others)));
        };
    }

    /** Calls each listener of at least one of the topics once. */
    void changed(Collection<Topic> topics) {
        topics.stream()
                .flatMap(topic -> byTopic.getOrDefault(topic, Set.of()).stream())
                .collect(Collectors.toSet())
                .forEach(Interest::call);
    }

    private static Set<Interest> with(Interest interest, @Nullable Set<Interest> others) {
        Set<Interest> all = others == null ? ConcurrentHashMap.newKeySet() : others;
        all.add(interest);
        return all;
    }

    private static @Nullable Set<Interest> without(Interest interest, Set<Interest> others) {
        others.remove(interest);
        return others.isEmpty() ? null : others;
    }

    private static final class Interest {

        private final Runnable callback;
        private boolean ended;

        Interest(Runnable callback) {
            this.callback = callback;
        }

        synchronized void call() {
            if (!ended) {
                callback.run();
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}

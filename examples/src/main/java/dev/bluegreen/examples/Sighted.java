package dev.bluegreen.examples;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** One object as a watch shows it, and since when the watch shows nothing any more. Thread-safe. */
final class Sighted<T> implements AutoCloseable {

    private final SharedIndexInformer<T> informer;
    private final Time time;
    private Instant seen;

    /** @param informer of that one object, not yet started */
    Sighted(SharedIndexInformer<T> informer, Time time) {
        this.informer = informer;
        this.time = time;
        this.seen = time.now();
        // Goes on by itself when a list or watch fails: an unseen state is missing evidence, not an error.
        informer.exceptionHandler((started, error) -> true).start();
    }

    /** Evidence from the present state. */
    Evidence evidence(String kind, String hop, Function<T, Evidence> judge) {
        return unseenSince()
                .map(since -> Evidence.unseen(kind, hop, since))
                .or(() -> informer.getStore().list().stream().findFirst().map(judge))
                .orElseGet(() -> Evidence.missing(kind, hop, "has not been seen yet"));
    }

    /** A watch that is cut off shows the past. The client opens it again, and catches up. */
    synchronized Optional<Instant> unseenSince() {
        if (!informer.isRunning() || !informer.isWatching()) {
            return Optional.of(seen);
        }
        seen = time.now();
        return Optional.empty();
    }

    /** @param beside is closed together with it */
    Subscription watch(Runnable onChange, Subscription beside) {
        Bell<T> bell = new Bell<>(onChange);
        informer.addEventHandler(bell);
        return () -> {
            beside.close();
            bell.silence();
            informer.removeEventHandler(bell);
        };
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** Rings at every change. Who silences it waits for its last ring, and is called back never again. */
    private static final class Bell<T> implements ResourceEventHandler<T> {

        private Runnable onChange;

        Bell(Runnable onChange) {
            this.onChange = onChange;
        }

        synchronized void silence() {
            onChange = () -> {};
        }

        @Override
        public synchronized void onAdd(T added) {
            onChange.run();
        }

        @Override
        public void onUpdate(T before, T after) {
            onAdd(after);
        }

        @Override
        public void onDelete(T deleted, boolean unknown) {
            onAdd(deleted);
        }
    }
}

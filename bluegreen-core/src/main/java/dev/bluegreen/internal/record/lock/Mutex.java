package dev.bluegreen.internal.record.lock;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** One at a time. Waits on the injected time, so that a slow request of one thread lets virtual time move. */
final class Mutex {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final AtomicBoolean taken = new AtomicBoolean();
    private final Time.Signal freed;

    Mutex(Time time) {
        freed = time.signal();
    }

    boolean tryTake() {
        return taken.compareAndSet(false, true);
    }

    void take() {
        while (!tryTake()) {
            try {
                freed.await(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LockLostException("interrupted while waiting to write the record");
            }
        }
    }

    void give() {
        taken.set(false);
        freed.raise();
    }
}

package dev.bluegreen.testkit;

import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits until a cluster is ready; moves virtual time for that. */
final class ReadyWait {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MAX_STEPS = 900;
    private static final Duration REAL_LIMIT = Duration.ofSeconds(60);

    private final ObjectStore store;
    private final Time time;
    private final ServiceProxy proxy;
    private final ReadyCheck check;

    ReadyWait(ObjectStore store, Time time, ServiceProxy proxy, ReadyCheck check) {
        this.store = store;
        this.time = time;
        this.proxy = proxy;
        this.check = check;
    }

    void await() {
        if (time instanceof VirtualTime virtual) {
            advance(virtual);
        } else {
            awaitSignal();
        }
    }

    private void advance(VirtualTime virtual) {
        virtual.settle();
        for (int steps = 0; !check.isReady(); steps++) {
            if (steps == MAX_STEPS) {
                throw notReady(STEP.multipliedBy(MAX_STEPS));
            }
            virtual.advance(STEP);
        }
    }

    private void awaitSignal() {
        Semaphore changed = new Semaphore(1);
        Runnable unsubscribe = store.subscribe(event -> changed.release());
        Runnable unfollow = proxy.onChange(changed::release);
        try {
            long giveUp = time.nanos() + REAL_LIMIT.toNanos();
            while (!check.isReady()) {
                if (!changed.tryAcquire(giveUp - time.nanos(), TimeUnit.NANOSECONDS)) {
                    throw notReady(REAL_LIMIT);
                }
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the fake cluster to be ready", e);
        } finally {
            unsubscribe.run();
            unfollow.run();
        }
    }

    private IllegalStateException notReady(Duration waited) {
        return new IllegalStateException("the fake cluster is not ready after " + Wording.of(waited) + ": "
                + check.pending() + "; script pods that shall never be ready as such, or do not wait for them");
    }
}

package dev.bluegreen.fabric8.release;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** Time as a process sees it that can be stopped whole, and goes on later as if nothing had been. */
final class SleepingTime implements Time {

    private final Time time;
    private final Signal awake;
    private volatile boolean asleep;

    SleepingTime(Time time) {
        this.time = time;
        this.awake = time.signal();
    }

    /** Everything but the calling thread stands still while something happens elsewhere. */
    void sleepDuring(Runnable elsewhere) {
        asleep = true;
        elsewhere.run();
        asleep = false;
        awake.raise();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, () -> fork("timer", task));
    }

    @Override
    public void fork(String name, Runnable task) {
        time.fork(name, () -> {
            while (asleep) {
                standStill();
            }
            task.run();
        });
    }

    /** Whoever waits when everything stands still goes on with the rest. */
    @Override
    public Signal signal() {
        Signal signal = time.signal();
        return new Signal() {
            @Override
            public void raise() {
                signal.raise();
            }

            @Override
            public boolean await(Duration timeout) throws InterruptedException {
                boolean raised = signal.await(timeout);
                while (asleep) {
                    standStill();
                }
                return raised;
            }
        };
    }

    private void standStill() {
        try {
            awake.await(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

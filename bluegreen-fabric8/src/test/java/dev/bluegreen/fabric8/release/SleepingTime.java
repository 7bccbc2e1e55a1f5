package dev.bluegreen.fabric8.release;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Time as a process sees it that can be stopped whole, and goes on later as if nothing had been. */
final class SleepingTime implements Time {

    private final Time time;
    private final Queue<Signal> sleepers = new ConcurrentLinkedQueue<>();
    private volatile boolean asleep;

    SleepingTime(Time time) {
        this.time = time;
    }

    /** Everything but the calling thread stands still while something happens elsewhere. */
    void sleepDuring(Runnable elsewhere) {
        asleep = true;
        try {
            elsewhere.run();
        } finally {
            asleep = false;
            sleepers.forEach(Signal::raise);
        }
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
            standStill();
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
                standStill();
                return raised;
            }
        };
    }

    /** Long waits, and a signal for each: short ones would drive the time that the rescuer works in. */
    private void standStill() {
        boolean interrupted = false;
        Signal own = time.signal();
        sleepers.add(own);
        while (asleep) {
            try {
                own.await(Duration.ofHours(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        sleepers.remove(own);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

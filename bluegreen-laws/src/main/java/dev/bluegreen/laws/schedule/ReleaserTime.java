package dev.bluegreen.laws.schedule;

import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** Time as one process sees it: its wall clock is off, it stands still when the process does, and ends with it. */
final class ReleaserTime implements Time {

    private final Time time;
    private final Duration skew;
    private final Releaser releaser;

    ReleaserTime(Time time, Duration skew, Releaser releaser) {
        this.time = time;
        this.skew = skew;
        this.releaser = releaser;
    }

    @Override
    public Instant now() {
        return time.now().plus(skew);
    }

    /** The true time of an instant by the clock of this process. */
    Instant real(Instant shown) {
        return shown.minus(skew);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    /** On its own thread: the calls of a task wait, and a waiting timer of {@code VirtualTime} would stop time. */
    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, () -> fork("timer", task));
    }

    @Override
    public void fork(String name, Runnable task) {
        time.fork(name, () -> run(task));
    }

    @Override
    public Signal signal() {
        return new ReleaserSignal(time.signal());
    }

    private void run(Runnable task) {
        try {
            releaser.standStill();
            task.run();
        } catch (CrashException e) {
            // The process is dead: nothing to report.
        }
    }

    private final class ReleaserSignal implements Signal {

        private final Signal signal;

        ReleaserSignal(Signal signal) {
            this.signal = signal;
        }

        @Override
        public void raise() {
            signal.raise();
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            boolean raised = signal.await(timeout);
            releaser.standStill();
            return raised;
        }
    }
}

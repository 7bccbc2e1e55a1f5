package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.spi.Time;
import java.util.Optional;

/**
 * Pause, resume, abort and leave requests from other threads, and whether the operation may wait for people. Thread-safe; every
 * event raises the one signal the operation waits on. Of abort and leave, the first one counts.
 */
public final class Control {

    private final Time.Signal signal;
    private volatile Optional<String> aborted = Optional.empty();
    private volatile boolean left;
    private volatile boolean paused;
    private volatile boolean parks;

    Control(Time time) {
        signal = time.signal();
    }

    public void abort(String reason) {
        end(reason, false);
    }

    /** An abort of all but a cutover, which stays where it is for another process to go on. */
    public void leave(String reason) {
        end(reason, true);
    }

    private synchronized void end(String reason, boolean leaves) {
        left = aborted.isEmpty() ? leaves : left;
        aborted = aborted.or(() -> Optional.of(reason));
        signal.raise();
    }

    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        signal.raise();
    }

    /** From here on, a cutover that would have to wait for people is parked instead, unless traffic has moved. */
    public void park() {
        parks = true;
    }

    public boolean parks() {
        return parks;
    }

    public Optional<String> aborted() {
        return aborted;
    }

    /** True if it is to stay where it is. */
    public boolean isLeft() {
        return left;
    }

    public boolean isPaused() {
        return paused;
    }

    Time.Signal signal() {
        return signal;
    }
}

package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.spi.Time;
import java.util.Optional;

/**
 * Pause, resume and abort requests from other threads, and whether the operation may wait for people. Thread-safe; every
 * event raises the one signal the operation waits on.
 */
public final class Control {

    private final Time.Signal signal;
    private volatile Optional<String> aborted = Optional.empty();
    private volatile boolean paused;
    private volatile boolean parks;

    Control(Time time) {
        signal = time.signal();
    }

    public void abort(String reason) {
        aborted = Optional.of(reason);
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

    public boolean isPaused() {
        return paused;
    }

    Time.Signal signal() {
        return signal;
    }
}

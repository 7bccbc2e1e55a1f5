package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.spi.Time;
import java.util.Optional;

/** Pause, resume and abort requests from other threads. Thread-safe; every event raises the one signal the operation waits on. */
public final class Control {

    private final Time.Signal signal;
    private volatile Optional<String> aborted = Optional.empty();
    private volatile boolean paused;

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

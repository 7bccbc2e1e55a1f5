package dev.bluegreen.internal.engine;

import dev.bluegreen.spi.Time;
import java.util.Optional;

/** What others want of a running operation. Thread-safe; everything that happens raises the one signal it waits on. */
final class Control {

    private final Time.Signal signal;
    private volatile Optional<String> aborted = Optional.empty();
    private volatile boolean paused;

    Control(Time time) {
        signal = time.signal();
    }

    void abort(String reason) {
        aborted = Optional.of(reason);
        signal.raise();
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        signal.raise();
    }

    Optional<String> aborted() {
        return aborted;
    }

    boolean isPaused() {
        return paused;
    }

    Time.Signal signal() {
        return signal;
    }
}

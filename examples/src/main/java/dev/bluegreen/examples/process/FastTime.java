package dev.bluegreen.examples.process;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Time that runs several times faster than real time, alike in all processes that are given the same beginning: the lease of a
 * process that died then takes seconds to run out, as everything else.
 */
public final class FastTime implements Time {

    private final Time real = Time.system();
    private final int factor;
    private final Instant began;
    private final Instant shown;

    /**
     * Time from a moment on.
     *
     * @param factor how much faster it is
     * @param began the moment, in real time
     * @param shown the same moment, in this time
     */
    public FastTime(int factor, Instant began, Instant shown) {
        this.factor = factor;
        this.began = began;
        this.shown = shown;
    }

    /** Time from now on. */
    public static FastTime from(int factor, Instant shown) {
        return new FastTime(factor, Time.system().now(), shown);
    }

    /** From the arguments of a process. */
    public static FastTime parse(List<String> args) {
        return new FastTime(Integer.parseInt(args.get(0)), Instant.parse(args.get(1)), Instant.parse(args.get(2)));
    }

    /** For the arguments of a process. */
    public List<String> args() {
        return List.of(Integer.toString(factor), began.toString(), shown.toString());
    }

    @Override
    public Instant now() {
        return shown.plus(Duration.between(began, real.now()).multipliedBy(factor));
    }

    @Override
    public long nanos() {
        return real.nanos() * factor;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return real.after(delay.dividedBy(factor), task);
    }

    @Override
    public void fork(String name, Runnable task) {
        real.fork(name, task);
    }

    @Override
    public Signal signal() {
        Signal signal = real.signal();
        return new Signal() {
            @Override
            public void raise() {
                signal.raise();
            }

            @Override
            public boolean await(Duration timeout) throws InterruptedException {
                return signal.await(timeout.dividedBy(factor));
            }
        };
    }
}

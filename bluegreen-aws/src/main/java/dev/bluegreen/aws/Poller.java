package dev.bluegreen.aws;

import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls, each time on a new thread, until closed. Thread-safe. */
final class Poller implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    /** Jitter around a mean that is a tenth longer: pauses are 1.0 to 1.2 times the interval. */
    private static final double JITTER = 1.0 / 11;

    private final Time time;
    private final IntervalFunction interval;
    private final Runnable look;
    private Time.Timer next = () -> {};
    private boolean closed;

    private Poller(Time time, Duration interval, boolean even, Runnable look) {
        this.time = time;
        this.interval = even ? IntervalFunction.of(interval) : varied(interval);
        this.look = look;
    }

    static Poller start(Time time, Duration interval, boolean even, Runnable look) {
        Poller poller = new Poller(time, interval, even, look);
        poller.fork();
        return poller;
    }

    private static IntervalFunction varied(Duration interval) {
        return IntervalFunction.ofRandomized(interval.multipliedBy(11).dividedBy(10), JITTER);
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }

    private void fork() {
        time.fork("bluegreen-aws-poll", this::lookOnce);
    }

    private void lookOnce() {
        try {
            if (!isClosed()) {
                look.run();
            }
        } catch (Throwable e) {
            LOG.warn("a look at AWS failed, the next one follows: {}", Wording.line(e.toString()));
        } finally {
            schedule();
        }
    }

    private synchronized void schedule() {
        if (!closed) {
            next = time.after(Duration.ofMillis(interval.apply(1)), this::fork);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}

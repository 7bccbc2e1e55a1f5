package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener to one operation that may come late, on a thread of its own. Nobody waits for it. Thread-safe. */
final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int MOST_WAITING = 10_000;

    private final Time time;
    private final CutoverListener listener;
    private final Deque<CutoverEvent> waiting = new ArrayDeque<>();
    private boolean telling;
    private boolean closed;
    private boolean behind;

    Follower(Time time, CutoverListener listener) {
        this.time = time;
        this.listener = listener;
    }

    synchronized void put(CutoverEvent event) {
        if (closed || isFull(event)) {
            return;
        }
        waiting.addLast(event);
        if (!telling) {
            telling = true;
            time.fork("bluegreen-callback-" + event.release(), this::tellAll);
        }
    }

    private boolean isFull(CutoverEvent event) {
        boolean full = waiting.size() >= MOST_WAITING;
        if (full && !behind) {
            LOG.warn("release={} a follower misses event {} and more: it is too slow", event.release(), event.number());
        }
        behind = full;
        return full;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void tellAll() {
        for (Optional<CutoverEvent> next = next(); next.isPresent(); next = next()) {
            tell(next.get());
        }
    }

    private synchronized Optional<CutoverEvent> next() {
        Optional<CutoverEvent> next = Optional.ofNullable(waiting.pollFirst());
        telling = next.isPresent();
        return next;
    }

    private void tell(CutoverEvent event) {
        try {
            listener.on(event);
        } catch (Throwable e) {
            LOG.warn("a follower failed on event {}: {}", event.number(), Wording.line(e.toString()));
        }
    }
}

package dev.bluegreen.event;

import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to another system, in order, on a thread of its own: what tells them neither waits for it nor fails with it.
 * For listeners that tell by network. What cannot be sent is tried again after 1 s, 2 s and so on up to a minute, for
 * 15 minutes, and then logged and left out. Thread-safe.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final int MOST_WAITING = 10_000;

    private final Time time;
    private final String to;
    private final Consumer<CutoverEvent> sender;
    private final Deque<CutoverEvent> waiting = new ArrayDeque<>();
    private final Time.Signal idle;
    private boolean sending;

    /**
     * An empty one.
     *
     * @param to whom it sends to, for the log; no secret
     * @param sender sends one event; what it throws is logged, and the event is tried again
     */
    public Outbox(Time time, String to, Consumer<CutoverEvent> sender) {
        this.time = time;
        this.to = to;
        this.sender = sender;
        this.idle = time.signal();
    }

    /** Sends it after those that were put before; at once, if there is none. */
    public void put(CutoverEvent event) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                LOG.warn("event {} is not sent to {}: {} are waiting already", event, to, MOST_WAITING);
                return;
            }
            waiting.addLast(event);
            if (sending) {
                return;
            }
            sending = true;
        }
        time.fork("bluegreen-outbox", this::sendAll);
    }

    /** Waits until all is sent or given up, 30 s at most. What comes later is sent all the same. */
    @Override
    public void close() {
        long end = time.nanos() + LAST_WORDS.toNanos();
        try {
            boolean raised = true;
            while (raised && isSending()) {
                raised = idle.await(Duration.ofNanos(Math.max(0, end - time.nanos())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSending() {
        synchronized (waiting) {
            return sending;
        }
    }

    private void sendAll() {
        while (true) {
            CutoverEvent next;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    sending = false;
                    idle.raise();
                    return;
                }
                next = waiting.removeFirst();
            }
            send(next);
        }
    }

    private void send(CutoverEvent event) {
        long giveUp = time.nanos() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                sender.accept(event);
                return;
            } catch (RuntimeException e) {
                LOG.warn("could not send event {} to {}: {}", event.number(), to, e.toString());
                if (time.nanos() >= giveUp || !pause(pause)) {
                    LOG.error("event {} was given up and never sent to {}", event, to);
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** Whether it waited to the end, and was not interrupted. */
    private boolean pause(Duration length) {
        try {
            time.signal().await(length);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.bluegreen.event;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
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
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Time.Signal idle;
    private boolean sending;
    private boolean lost;

    /**
     * An empty one.
     *
     * @param to whom it sends to, for the log; no secret
     * @param sender sends one event; what it throws is logged, and the event is tried again
     */
    public Outbox(Time time, String to, Consumer<CutoverEvent> sender) {
        this.time = Input.given("time", time, "give that of the platform");
        this.to = Input.requireText("to", to, 253);
        this.sender = Input.given("sender", sender, "give what sends one event");
        this.idle = time.signal();
    }

    /** What waits for its turn. */
    private sealed interface Entry {}

    private record Letter(CutoverEvent event) implements Entry {}

    private record Mark(Runnable then) implements Entry {}

    /** Sends it after those that were put before; at once, if there is none. */
    public void put(CutoverEvent event) {
        Input.given("event", event, "give one that is not null");
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                LOG.warn(
                        "event {} is not sent to {}: {} are waiting already",
                        Wording.lines(event.toString()),
                        to,
                        MOST_WAITING);
                lost = true;
                return;
            }
        }
        enqueue(new Letter(event));
    }

    /**
     * Calls back, on the outbox's thread, when all that was put since the last such call was sent; never, if anything of it
     * was given up. {@link #close} waits for that too.
     */
    public void whenSent(Runnable then) {
        enqueue(new Mark(Input.given("then", then, "give what to call")));
    }

    private void enqueue(Entry next) {
        synchronized (waiting) {
            waiting.addLast(next);
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
            Entry next;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    sending = false;
                    idle.raise();
                    return;
                }
                next = waiting.removeFirst();
            }
            if (next instanceof Letter letter) {
                send(letter.event());
            } else if (next instanceof Mark mark && !wasLost()) {
                tell(mark);
            }
        }
    }

    /** True if anything was given up since it was asked last. */
    private boolean wasLost() {
        synchronized (waiting) {
            boolean was = lost;
            lost = false;
            return was;
        }
    }

    private void giveUp(CutoverEvent event) {
        LOG.error("event {} was given up and never sent to {}", Wording.lines(event.toString()), to);
        synchronized (waiting) {
            lost = true;
        }
    }

    private void tell(Mark mark) {
        try {
            mark.then().run();
        } catch (Throwable e) {
            LOG.warn("not noted that all was sent to {}: {}", to, Wording.line(e.toString()));
        }
    }

    private void send(CutoverEvent event) {
        long giveUp = time.nanos() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                sender.accept(event);
                return;
            } catch (Throwable e) {
                LOG.warn("could not send event {} to {}: {}", event.number(), to, Wording.line(e.toString()));
                if (time.nanos() >= giveUp || !pause(pause)) {
                    giveUp(event);
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** True if it waited to the end, and was not interrupted. */
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

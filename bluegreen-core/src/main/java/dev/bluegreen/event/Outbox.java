package dev.bluegreen.event;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to another system, in order and on a separate thread, for listeners that use the network: their caller neither
 * waits nor fails with it. A failed event is retried after 1 s, 2 s and so on up to a minute, for 15 minutes, and then logged
 * and dropped; notifiers also keep to {@code Retry-After}. An event that the receiver of a notifier refuses, by a redirect or a
 * status from 400 on that does not pass by itself, is logged, not retried, and counts as sent. Thread-safe.
 */
public final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final int MOST_WAITING = 10_000;
    private static final String UNKNOWN = "an attempt failed; the log of its process has the error";

    private final Time time;
    private final String to;
    private final Consumer<CutoverEvent> sender;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Time.Signal idle;
    private boolean sending;
    private int underway;

    /** An event was dropped because the queue was full: the next mark never comes true. */
    private boolean overflowed;

    private boolean lost;
    private Optional<String> problem = Optional.empty();

    /**
     * Creates an empty outbox.
     *
     * @param to name of the destination for the log, not a secret
     * @param sender sends one event; its exceptions are logged, and the event is retried
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null, or the name is blank, longer than 253
     *     characters or of more than one line
     */
    public Outbox(Time time, String to, Consumer<CutoverEvent> sender) {
        this.time = Input.given("time", time, "give the platform's Time");
        this.to = Input.requireText("to", to, 253);
        this.sender = Input.given("sender", sender, "give a function that sends one event");
        this.idle = time.signal();
    }

    /** An entry of the queue. */
    private sealed interface Entry {}

    private record Letter(CutoverEvent event) implements Entry {}

    private record Mark(Runnable then) implements Entry {}

    /**
     * Sends an event after all earlier ones.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public void put(CutoverEvent event) {
        Input.given("event", event, "give a CutoverEvent");
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                LOG.warn(
                        "event {} is not sent to {}: the queue is full with {} events",
                        Wording.lines(event.toString()),
                        to,
                        MOST_WAITING);
                overflowed = true;
                return;
            }
        }
        enqueue(new Letter(event));
    }

    /**
     * Calls back, on the outbox's thread, once all events put since the last such call were sent; never if any was dropped.
     * {@link #close} waits for that, too.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public void whenSent(Runnable then) {
        Input.given("then", then, "give a Runnable");
        synchronized (waiting) {
            if (overflowed) {
                overflowed = false;
                return;
            }
        }
        enqueue(new Mark(then));
    }

    /** The number of events that are put and not sent yet, the one that is being sent included. */
    public int pending() {
        synchronized (waiting) {
            long letters = waiting.stream().filter(Letter.class::isInstance).count();
            return Math.toIntExact(letters) + underway;
        }
    }

    /** Why the last attempt to send an event failed, without secrets; empty if it worked. */
    public Optional<String> problem() {
        synchronized (waiting) {
            return problem;
        }
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

    /** Waits until all events are sent or dropped, 30 s at most. Later events are still sent. */
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
                underway = 0;
                if (waiting.isEmpty()) {
                    sending = false;
                    idle.raise();
                    return;
                }
                next = waiting.removeFirst();
                underway = next instanceof Letter ? 1 : 0;
            }
            if (next instanceof Letter letter) {
                send(letter.event());
            } else if (next instanceof Mark mark && !wasLost()) {
                tell(mark);
            }
        }
    }

    /** True if an event was dropped since the last call. */
    private boolean wasLost() {
        synchronized (waiting) {
            boolean was = lost;
            lost = false;
            return was;
        }
    }

    private void giveUp(CutoverEvent event) {
        LOG.error("event {} was dropped and never sent to {}", Wording.lines(event.toString()), to);
        synchronized (waiting) {
            lost = true;
        }
    }

    private void tell(Mark mark) {
        try {
            mark.then().run();
        } catch (Throwable e) {
            LOG.warn("could not record that all events were sent to {}: {}", to, Wording.line(e.toString()));
        }
    }

    private void send(CutoverEvent event) {
        long giveUp = time.nanos() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                sender.accept(event);
                attempted(Optional.empty());
                return;
            } catch (NotTakenException e) {
                attempted(Optional.of(String.valueOf(e.getMessage())));
                return;
            } catch (Throwable e) {
                attempted(Optional.of(speaks(e) ? String.valueOf(e.getMessage()) : UNKNOWN));
                LOG.warn("could not send event {} to {}: {}", event.number(), to, Wording.line(shown(e)));
                if (time.nanos() >= giveUp || !pause(wait(pause, e))) {
                    giveUp(event);
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** The other side may ask for a longer pause. */
    private static Duration wait(Duration pause, Throwable e) {
        Duration asked = e instanceof TryLaterException later ? later.after() : Duration.ZERO;
        Duration longest = asked.compareTo(PATIENCE) < 0 ? asked : PATIENCE;
        return pause.compareTo(longest) < 0 ? longest : pause;
    }

    private void attempted(Optional<String> failure) {
        synchronized (waiting) {
            problem = failure.map(Wording::line);
        }
    }

    private static String shown(Throwable e) {
        return speaks(e) ? String.valueOf(e.getMessage()) : e.toString();
    }

    /** Others' messages may have an address in them that is a secret. */
    private static boolean speaks(Throwable e) {
        return e instanceof BlueGreenException || e instanceof TryLaterException;
    }

    /** False if interrupted. */
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

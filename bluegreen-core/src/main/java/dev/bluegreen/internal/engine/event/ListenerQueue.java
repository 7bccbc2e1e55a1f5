package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener, in order, on a thread of its own. Who tells waits until the listener has heard, but no longer than a
 * second; from then on the listener runs concurrently, without being waited for, until it has caught up.
 * Thread-safe.
 */
public final class ListenerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 10_000;

    private final Time time;
    private final RunningWork running;
    private final CutoverListener listener;
    private final String name;
    private final Optional<Delivery> delivery;
    private final Deque<QueuedEvent> waiting = new ArrayDeque<>();
    private Optional<Thread> tells = Optional.empty();
    private Optional<Subscription> behind = Optional.empty();
    private boolean telling;
    private boolean late;
    private boolean lost;

    private ListenerQueue(
            Time time, RunningWork running, CutoverListener listener, String name, Optional<Delivery> delivery) {
        this.time = time;
        this.running = running;
        this.listener = listener;
        this.name = name;
        this.delivery = delivery;
    }

    /** One queue per listener, in order. */
    public static List<ListenerQueue> all(
            Time time, RunningWork running, List<CutoverListener> listeners, List<Sink> sinks) {
        return IntStream.range(0, listeners.size())
                .mapToObj(place -> new ListenerQueue(
                        time,
                        running,
                        listeners.get(place),
                        CallbackName.of("listener", listeners.get(place)::name, place, listeners.size()),
                        sinks.stream()
                                .filter(sink -> sink.delivers(listeners.get(place)))
                                .findFirst()
                                .map(Delivery::new)))
                .toList();
    }

    /** What the listener has confirmed, if it delivers later. */
    Optional<Delivery> delivery() {
        return delivery;
    }

    /** One event on its way to the listener. */
    final class QueuedEvent {

        private final CutoverEvent event;
        private final Time.Signal arrived;
        private volatile boolean heard;

        private QueuedEvent(CutoverEvent event, Time.Signal arrived) {
            this.event = event;
            this.arrived = arrived;
        }

        /** Waits until it was heard; a second at most, and not at all for a listener that is behind already. */
        void await() {
            long end = time.nanos() + PATIENCE.toNanos();
            try {
                while (!heard && !isLate() && end - time.nanos() > 0) {
                    arrived.await(Duration.ofNanos(end - time.nanos()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!heard) {
                leave(this);
            }
        }
    }

    /** Queues an event for all listeners that can receive it. */
    static List<QueuedEvent> put(List<ListenerQueue> queues, CutoverEvent event) {
        return queues.stream().flatMap(queue -> queue.put(event).stream()).toList();
    }

    /** Queues an event; empty when it can never be delivered. */
    synchronized Optional<QueuedEvent> put(CutoverEvent event) {
        if (EventLog.isKept(event)) {
            delivery.ifPresent(Delivery::expect);
        }
        boolean full =
                waiting.size() >= MOST_WAITING || (!telling && running.leftBehind() >= RunningWork.MOST_LEFT_BEHIND);
        if (full) {
            if (!lost) {
                LOG.error(
                        "release={} {} did not get event {} and later ones, which the next operation redelivers: {}"
                                + " callbacks that were left behind still run in this process",
                        event.release(),
                        name,
                        event.number(),
                        running.leftBehind());
            }
            lost = true;
            return Optional.empty();
        }
        QueuedEvent queued = new QueuedEvent(event, time.signal());
        waiting.addLast(queued);
        if (!telling) {
            telling = true;
            time.fork("bluegreen-callback-" + event.release(), this::tellAll);
        }
        return Optional.of(queued);
    }

    /** True if it has not received an event yet, or never will, and does not confirm events. */
    synchronized boolean hasUndelivered() {
        return delivery.isEmpty() && (late || lost);
    }

    private synchronized boolean isLate() {
        return late;
    }

    private synchronized void leave(QueuedEvent queued) {
        if (!late && telling) {
            late = true;
            behind = Optional.of(running.leaveBehind(this::interrupt));
            LOG.warn(
                    "release={} {} has not taken event {} within {}: it goes on beside the operation",
                    queued.event.release(),
                    name,
                    queued.event.number(),
                    Wording.of(PATIENCE));
        }
    }

    private synchronized void interrupt() {
        tells.ifPresent(Thread::interrupt);
    }

    private void tellAll() {
        for (Optional<QueuedEvent> next = next(); next.isPresent(); next = next()) {
            QueuedEvent queued = next.get();
            pass(queued.event);
            queued.heard = true;
            queued.arrived.raise();
        }
    }

    /** The next one to tell; when there is none, it has caught up. */
    private synchronized Optional<QueuedEvent> next() {
        Optional<QueuedEvent> next = Optional.ofNullable(waiting.pollFirst());
        tells = next.map(queued -> Thread.currentThread());
        if (next.isEmpty()) {
            telling = false;
            late = false;
            behind.ifPresent(Subscription::close);
            behind = Optional.empty();
        }
        return next;
    }

    private void pass(CutoverEvent event) {
        try {
            listener.on(event);
        } catch (Throwable e) {
            LOG.warn("{} failed on event {}: {}", name, event.number(), Wording.line(e.toString()));
            return;
        }
        if (EventLog.isKept(event)) {
            delivery.ifPresent(to -> to.given(event));
        }
    }
}

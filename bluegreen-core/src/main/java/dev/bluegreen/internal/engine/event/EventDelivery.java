package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * One event on its way to the listeners.
 *
 * @param listeners those that are told, each with its entry
 */
record EventDelivery(List<Queued> listeners) {

    /** Nothing is told. */
    static final EventDelivery NOTHING = new EventDelivery(List.of());

    /**
     * One of them.
     *
     * @param queue of the listener
     * @param event as it waits there
     */
    record Queued(ListenerQueue queue, ListenerQueue.QueuedEvent event) {}

    static EventDelivery of(List<ListenerQueue> queues, CutoverEvent event) {
        List<Queued> listeners = new ArrayList<>();
        queues.forEach(queue -> queue.put(event).ifPresent(queued -> listeners.add(new Queued(queue, queued))));
        return new EventDelivery(listeners);
    }

    /** Waits until all have heard, each of them for as long as its queue does. */
    void await() {
        listeners.forEach(queued -> queued.queue().await(queued.event()));
    }
}

package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.record.Log;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Delivery of the kept events of one operation to one sink. Thread-safe. */
final class Delivery {

    private final Sink sink;
    private final Set<Key> confirmed = new HashSet<>();
    private int open;
    private Runnable then = () -> {};

    Delivery(Sink sink) {
        this.sink = sink;
    }

    private record Key(String operation, int number) {

        static Key of(CutoverEvent event) {
            return new Key(event.cutoverId(), event.number());
        }
    }

    Sink sink() {
        return sink;
    }

    /** An event that it is going to be given. */
    synchronized void expect() {
        open++;
    }

    /** It has been given an event: which is confirmed once that and all before it are sent. */
    void given(CutoverEvent event) {
        sink.outbox().whenSent(() -> confirm(event));
    }

    private void confirm(CutoverEvent event) {
        synchronized (this) {
            confirmed.add(Key.of(event));
            open--;
        }
        tellIfAll();
    }

    /** Calls back once, on the thread of the sink, when it has confirmed all. */
    void whenAll(Runnable call) {
        synchronized (this) {
            then = call;
        }
        sink.outbox().whenSent(this::tellIfAll);
    }

    private void tellIfAll() {
        Runnable due = () -> {};
        synchronized (this) {
            if (open == 0) {
                due = then;
                then = () -> {};
            }
        }
        due.run();
    }

    private synchronized boolean isConfirmed(CutoverEvent event) {
        return confirmed.contains(Key.of(event));
    }

    /** The state of the sink, as it is now. */
    Log.Sink in(Log.Sink state, List<CutoverEvent> pending) {
        return state.confirming(pending, this::isConfirmed)
                .failing(sink.outbox().problem());
    }
}

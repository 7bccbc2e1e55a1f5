package dev.bluegreen.internal.engine;

import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.Phase;
import dev.bluegreen.spi.Time;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that happens in one operation, numbered, told to the listeners in order. Thread-safe. */
final class Chronicle {

    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);

    private final String release;
    private final String id;
    private final Time time;
    private final List<CutoverListener> listeners;
    private final List<CutoverEvent> events = new CopyOnWriteArrayList<>();
    private Phase phase = Phase.PREFLIGHT;

    Chronicle(String release, String id, Time time, List<CutoverListener> listeners) {
        this.release = release;
        this.id = id;
        this.time = time;
        this.listeners = listeners;
    }

    synchronized void enter(Phase next) {
        phase = next;
        tell(CutoverEvent.Kind.PHASE, next.name());
    }

    synchronized void tell(CutoverEvent.Kind kind, String sentence) {
        CutoverEvent event = new CutoverEvent(events.size() + 1, time.now(), release, id, phase, kind, sentence);
        events.add(event);
        listeners.forEach(listener -> pass(listener, event));
    }

    synchronized Phase phase() {
        return phase;
    }

    List<CutoverEvent> events() {
        return List.copyOf(events);
    }

    Optional<CutoverEvent> last() {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    private static void pass(CutoverListener listener, CutoverEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("listener {} failed on event {}: {}", listener.getClass().getName(), event.number(), e.toString());
        }
    }
}

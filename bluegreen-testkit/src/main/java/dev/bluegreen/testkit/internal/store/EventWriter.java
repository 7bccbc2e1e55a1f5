package dev.bluegreen.testkit.internal.store;

import dev.bluegreen.spi.Time;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the Events of one controller. Thread-safe. */
public final class EventWriter {

    private final ObjectStore store;
    private final Time time;
    private final String component;

    /** @param component the controller, as its Events name it */
    public EventWriter(ObjectStore store, Time time, String component) {
        this.store = store;
        this.time = time;
        this.component = component;
    }

    /** Tells of an object that something went well. */
    public void normal(Map<String, Object> about, String reason, String message) {
        write(about, "Normal", reason, message);
    }

    /** Tells of an object that something went wrong. */
    public void warning(Map<String, Object> about, String reason, String message) {
        write(about, "Warning", reason, message);
    }

    private void write(Map<String, Object> about, String type, String reason, String message) {
        String name = Trees.text(about, "metadata", "name");
        String namespace = Trees.text(about, "metadata", "namespace");
        String now = time.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> event = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Event"));
        event.put("metadata", Map.of("generateName", name + ".", "namespace", namespace));
        event.put("involvedObject", reference(about, namespace, name));
        event.put("type", type);
        event.put("reason", reason);
        event.put("message", message);
        event.put("source", Map.of("component", component));
        event.put("firstTimestamp", now);
        event.put("lastTimestamp", now);
        event.put("count", 1);
        store.create("", "events", event);
    }

    private static Map<String, Object> reference(Map<String, Object> about, String namespace, String name) {
        return Map.of(
                "apiVersion", Trees.text(about, "apiVersion"),
                "kind", Trees.text(about, "kind"),
                "namespace", namespace,
                "name", name,
                "uid", Trees.text(about, "metadata", "uid"));
    }
}

package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.api.Kube;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;

/** Events of type Warning, by which controllers report problems. */
public record ServiceEvents(Kube kube) {

    private static final int MOST = 3;

    /** The newest Events, a sentence each. */
    public List<String> warnings(String service) {
        List<Event> all = kube.require(
                kube.call("list", Event.class, ""),
                client -> kube.of(client, Event.class)
                        .withField("involvedObject.kind", "Service")
                        .withField("involvedObject.name", service)
                        .withField("type", "Warning")
                        .list()
                        .getItems());
        List<String> sentences = all.stream()
                .map(event -> event.getReason() + ": " + event.getMessage())
                .distinct()
                .toList();
        return sentences.subList(Math.max(0, sentences.size() - MOST), sentences.size());
    }
}

package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the AWS Load Balancer Controller says of an Ingress: an Event each time, and the balancer's name once it stands. */
final class IngressEvents implements RouteOutcome {

    private final ObjectStore store;
    private final Time time;

    IngressEvents(ObjectStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public void tell(Map<String, Object> ingress, Optional<String> trouble) {
        if (trouble.isEmpty()) {
            name(ingress);
        }
        store.create("", "events", event(ingress, trouble));
    }

    private void name(Map<String, Object> ingress) {
        String name = Trees.text(ingress, "metadata", "name");
        String namespace = Trees.text(ingress, "metadata", "namespace");
        String host = "k8s-" + namespace + "-" + name + ".elb.example.com";
        store.updateStatus(RouteKind.INGRESS.key(namespace, name), tree -> {
            Trees.child(tree, "status", "loadBalancer").put("ingress", List.of(Map.of("hostname", host)));
            return tree;
        });
    }

    private Map<String, Object> event(Map<String, Object> ingress, Optional<String> trouble) {
        Map<String, Object> metadata = Trees.map(ingress, "metadata");
        String now = time.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> event = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Event"));
        event.put(
                "metadata",
                Map.of(
                        "generateName",
                        Trees.text(metadata, "name") + ".",
                        "namespace",
                        Trees.text(metadata, "namespace")));
        event.put(
                "involvedObject",
                Map.of(
                        "apiVersion", "networking.k8s.io/v1",
                        "kind", "Ingress",
                        "namespace", Trees.text(metadata, "namespace"),
                        "name", Trees.text(metadata, "name"),
                        "uid", Trees.text(metadata, "uid")));
        event.put("type", trouble.isEmpty() ? "Normal" : "Warning");
        event.put("reason", trouble.isEmpty() ? "SuccessfullyReconciled" : "FailedBuildModel");
        event.put(
                "message",
                trouble.map(why -> "Failed build model due to ingress: " + why).orElse("Successfully reconciled"));
        event.put("source", Map.of("component", "ingress"));
        event.put("firstTimestamp", now);
        event.put("lastTimestamp", now);
        event.put("count", 1);
        return event;
    }
}

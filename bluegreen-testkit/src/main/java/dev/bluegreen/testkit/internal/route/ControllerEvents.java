package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.EventWriter;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the AWS Load Balancer Controller says of an Ingress or a Service: an Event each time, and the balancer's name once it
 * stands.
 */
final class ControllerEvents implements RouteOutcome {

    private final ObjectStore store;
    private final RouteKind kind;
    private final EventWriter events;

    ControllerEvents(ObjectStore store, Time time, RouteKind kind) {
        this.store = store;
        this.kind = kind;
        this.events = new EventWriter(store, time, kind.component());
    }

    @Override
    public void tell(Map<String, Object> object, Optional<String> trouble) {
        if (trouble.isEmpty()) {
            name(object);
            events.normal(object, "SuccessfullyReconciled", "Successfully reconciled");
        } else {
            events.warning(
                    object, "FailedBuildModel", "Failed build model due to " + kind.component() + ": " + trouble.get());
        }
    }

    private void name(Map<String, Object> object) {
        String name = Trees.text(object, "metadata", "name");
        String namespace = Trees.text(object, "metadata", "namespace");
        String host = "k8s-" + namespace + "-" + name + ".elb.example.com";
        store.updateStatus(kind.key(namespace, name), tree -> {
            Trees.child(tree, "status", "loadBalancer").put("ingress", List.of(Map.of("hostname", host)));
            return tree;
        });
    }
}

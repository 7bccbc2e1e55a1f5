package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.EventWriter;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the AWS Load Balancer Controller says of an Ingress: an Event each time, and the balancer's name once it stands. */
final class IngressEvents implements RouteOutcome {

    private final ObjectStore store;
    private final EventWriter events;

    IngressEvents(ObjectStore store, Time time) {
        this.store = store;
        this.events = new EventWriter(store, time, "ingress");
    }

    @Override
    public void tell(Map<String, Object> ingress, Optional<String> trouble) {
        if (trouble.isEmpty()) {
            name(ingress);
            events.normal(ingress, "SuccessfullyReconciled", "Successfully reconciled");
        } else {
            events.warning(ingress, "FailedBuildModel", "Failed build model due to ingress: " + trouble.get());
        }
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
}

package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.testkit.internal.balancer.Router;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;

/** Reads a Service with a Network Load Balancer: the action of its first port, or else its own pods. */
final class NlbReader implements RouteReader {

    private static final String ACTION = "service.beta.kubernetes.io/actions.";

    private final ActionReader actions;

    NlbReader(ActionReader actions) {
        this.actions = actions;
    }

    @Override
    public Router read(Map<String, Object> service) {
        String name = Trees.text(service, "metadata", "name");
        Map<String, Object> first = Trees.maps(service, "spec", "ports").get(0);
        int port = Math.toIntExact(Trees.integer(first, "port").orElse(0));
        String key = ACTION + Trees.string(first, "protocol").orElse("TCP") + "-" + port;
        String text = Trees.text(service, "metadata", "annotations", key);
        return text.isEmpty() ? actions.targetGroup(name, (long) port) : actions.read(key, text, name, port);
    }
}

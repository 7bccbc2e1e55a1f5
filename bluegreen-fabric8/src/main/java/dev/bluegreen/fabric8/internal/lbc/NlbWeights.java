package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.lbc.ForwardAction.Base;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedKind;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Weights in the action annotations of a Service with a Network Load Balancer, one for each port. The Service's own pods are
 * the base target group, so its selector has to name one track.
 */
public record NlbWeights(Kube kube, StickyPolicy sticky) implements WeightedKind {

    private static final String PREFIX = "service.beta.kubernetes.io/actions.";

    /** Protocols of listeners by that of the port. */
    private static final Map<String, List<String>> LISTENERS = Map.of(
            "TCP", List.of("TCP", "TLS", "TCP_UDP", "TCP_QUIC"), "UDP", List.of("UDP", "TCP_UDP", "QUIC", "TCP_QUIC"));

    @Override
    public ObjectKind kind() {
        return ObjectKind.SERVICE;
    }

    @Override
    public int largestWeight() {
        return LbcAnnotations.LARGEST_WEIGHT;
    }

    @Override
    public WeightedRoute read(GenericKubernetesResource service, TrackServices services) {
        String name = service.getMetadata().getName();
        String router = kind().router(name);
        requireBase(router, service, name, services);
        Map<String, ForwardAction> actions = new TreeMap<>();
        Trees.list(service.getAdditionalProperties(), "spec", "ports").forEach(tree -> {
            Port port = Port.of(tree);
            keys(router, service, port).forEach(key -> {
                String where = router + ": annotation " + key;
                ActionText text =
                        new ActionText(kube, where, Fields.annotations(service).getOrDefault(key, ""));
                actions.put(key, forward(text, new Base(name, port.number()), services));
            });
        });
        return new LbcAnnotations(kind().kind(), router, actions, sticky);
    }

    /** A port of the Service: one number may be there once for each protocol. */
    private record Port(int number, String protocol) {

        static Port of(Object tree) {
            return new Port(
                    Fields.at(tree, "port")
                            .filter(Integer.class::isInstance)
                            .map(Integer.class::cast)
                            .orElse(0),
                    Fields.at(tree, "protocol").map(String::valueOf).orElse("TCP"));
        }

        /** The annotation for a listener of a protocol, which may differ from that of the port. */
        String key(String listener) {
            return PREFIX + listener + "-" + number;
        }
    }

    private static ForwardAction forward(ActionText text, Base base, TrackServices services) {
        AnyCase action = text.parse();
        if (!ForwardAction.isForward(action)) {
            throw ForwardAction.invalid(
                    text.where(), "has the type '" + action.text("type") + "'; a Network Load Balancer only forwards");
        }
        return ForwardAction.of(text, action, Optional.of(base), services)
                .orElseThrow(() -> ForwardAction.invalid(text.where(), "forwards to no Service of a track"));
    }

    private static void requireBase(
            String router, GenericKubernetesResource service, String name, TrackServices services) {
        Object type =
                Fields.at(service.getAdditionalProperties(), "spec", "type").orElse("ClusterIP");
        if (!type.equals("LoadBalancer")) {
            throw ForwardAction.invalid(
                    router + ":", "spec.type is " + type + "; name a Service of type LoadBalancer with an NLB");
        }
        if (services.track(name).isEmpty()) {
            throw ForwardAction.invalid(
                    router + ":",
                    "spec.selector " + services.selector(name)
                            + " names no track; its pods are the base target group of"
                            + " the load balancer, so give it the selector of one track, and name the Service of the"
                            + " other in the action");
        }
    }

    /** The annotations of the listeners that a port may have. */
    private static List<String> keys(String router, GenericKubernetesResource service, Port port) {
        List<String> keys = LISTENERS.getOrDefault(port.protocol(), List.of()).stream()
                .map(port::key)
                .filter(Fields.annotations(service)::containsKey)
                .toList();
        if (keys.isEmpty()) {
            throw ForwardAction.invalid(
                    router + ":",
                    "port " + port.number() + " has no annotation " + port.key("<protocol>") + " for "
                            + port.protocol()
                            + ", so that it sends everything to the Service's own pods; add it, such as "
                            + port.key(port.protocol())
                            + ", with baseServiceWeight and the Service of the other track");
        }
        return keys;
    }
}

package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.pod.LabelSelector;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which pods a Service selects, and on which ports they take its connections. */
final class ServiceEndpoints {

    private final ObjectStore store;

    ServiceEndpoints(ObjectStore store) {
        this.store = store;
    }

    /** Whether the endpoint controllers care for this Service at all. */
    static boolean areManaged(Map<String, Object> service) {
        return !Trees.map(service, "spec", "selector").isEmpty()
                && !"ExternalName".equals(Trees.text(service, "spec", "type"));
    }

    /** The pods it selects that have an address, ordered by name. */
    List<Map<String, Object>> pods(Map<String, Object> service) {
        LabelSelector selector = LabelSelector.of(Trees.strings(service, "spec", "selector"));
        return store.list("", "pods", Trees.text(service, "metadata", "namespace")).stream()
                .filter(pod -> selector.test(Trees.strings(pod, "metadata", "labels")))
                .filter(pod -> Trees.string(pod, "status", "podIP").isPresent())
                .filter(pod -> !Pods.ended(pod))
                .toList();
    }

    /** The pods by the ports they serve; pods whose named ports differ fall into different groups. */
    Map<List<Map<String, Object>>, List<Map<String, Object>>> byPorts(Map<String, Object> service) {
        Map<List<Map<String, Object>>, List<Map<String, Object>>> groups = new LinkedHashMap<>();
        for (Map<String, Object> pod : pods(service)) {
            groups.computeIfAbsent(ports(service, pod), any -> new ArrayList<>())
                    .add(pod);
        }
        return groups;
    }

    static boolean publishesNotReady(Map<String, Object> service) {
        return Trees.isTrue(service, "spec", "publishNotReadyAddresses");
    }

    private static List<Map<String, Object>> ports(Map<String, Object> service, Map<String, Object> pod) {
        List<Map<String, Object>> ports = new ArrayList<>();
        for (Map<String, Object> port : Trees.maps(service, "spec", "ports")) {
            targetPort(port, pod).ifPresent(target -> ports.add(port(port, target)));
        }
        return ports;
    }

    private static Map<String, Object> port(Map<String, Object> servicePort, long target) {
        Map<String, Object> port = new LinkedHashMap<>();
        port.put("name", Trees.text(servicePort, "name"));
        port.put("protocol", Trees.string(servicePort, "protocol").orElse("TCP"));
        port.put("port", target);
        return port;
    }

    /** A number stands for itself, a name for the container port of that name. */
    private static Optional<Long> targetPort(Map<String, Object> port, Map<String, Object> pod) {
        Object target = Trees.at(port, "targetPort");
        if (target instanceof String name) {
            return Trees.maps(pod, "spec", "containers").stream()
                    .flatMap(container -> Trees.maps(container, "ports").stream())
                    .filter(declared -> name.equals(declared.get("name")))
                    .map(declared -> Trees.integer(declared, "containerPort").orElseThrow())
                    .findFirst();
        }
        return Optional.of(
                target instanceof Number number
                        ? number.longValue()
                        : Trees.integer(port, "port").orElseThrow());
    }
}

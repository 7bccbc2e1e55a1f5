package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.controller.loop.ContainerPorts;
import dev.bluegreen.testkit.internal.controller.loop.PodAddresses;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Which pods a Service selects, and on which ports they take its connections. */
final class ServiceEndpoints {

    private final ObjectStore store;

    ServiceEndpoints(ObjectStore store) {
        this.store = store;
    }

    /** True if the endpoint controllers care for this Service at all. */
    static boolean areManaged(Map<String, Object> service) {
        return !Trees.map(service, "spec", "selector").isEmpty()
                && !"ExternalName".equals(Trees.text(service, "spec", "type"));
    }

    /** The families in which it has endpoints, the first one first. */
    static List<String> families(Map<String, Object> service) {
        List<String> families = Trees.list(service, "spec", "ipFamilies").stream()
                .map(String::valueOf)
                .toList();
        return families.isEmpty() ? List.of("IPv4") : families;
    }

    /** The pods it selects that have an address in the family, ordered by name. */
    private List<Map<String, Object>> pods(Map<String, Object> service, String family) {
        String namespace = Trees.text(service, "metadata", "namespace");
        return store.labelled("", "pods", namespace, Trees.strings(service, "spec", "selector")).stream()
                .filter(pod -> PodAddresses.of(pod, family).isPresent())
                .filter(pod -> !Pods.ended(pod))
                .toList();
    }

    /** The pods by the ports they serve; pods whose named ports differ fall into different groups. */
    Map<List<Map<String, Object>>, List<Map<String, Object>>> byPorts(Map<String, Object> service, String family) {
        Map<List<Map<String, Object>>, List<Map<String, Object>>> groups = new LinkedHashMap<>();
        for (Map<String, Object> pod : pods(service, family)) {
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
        port.put("protocol", ContainerPorts.protocol(servicePort));
        port.put("port", target);
        return port;
    }

    /** A number stands for itself, a name for the container port of that name and protocol. */
    private static OptionalLong targetPort(Map<String, Object> port, Map<String, Object> pod) {
        Object target = Trees.at(port, "targetPort");
        if (target instanceof String name) {
            return ContainerPorts.named(pod, name, ContainerPorts.protocol(port));
        }
        return target instanceof Number number ? OptionalLong.of(number.longValue()) : Trees.integer(port, "port");
    }
}

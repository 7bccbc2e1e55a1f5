package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The ports that a pod's containers declare: those of its containers first, then those of its native sidecars, which are
 * init containers that are always restarted. Endpoint controllers look at sidecars since Kubernetes 1.32.
 */
public final class ContainerPorts {

    private ContainerPorts() {}

    static List<Map<String, Object>> of(Map<String, Object> pod) {
        Stream<Map<String, Object>> sidecars = Trees.maps(pod, "spec", "initContainers").stream()
                .filter(container -> Trees.text(container, "restartPolicy").equals("Always"));
        return Stream.concat(Trees.maps(pod, "spec", "containers").stream(), sidecars)
                .flatMap(container -> Trees.maps(container, "ports").stream())
                .toList();
    }

    /** The number of the first port of that name and protocol. */
    public static OptionalLong named(Map<String, Object> pod, String name, String protocol) {
        return of(pod).stream()
                .filter(port -> name.equals(port.get("name")) && protocol.equals(protocol(port)))
                .mapToLong(port -> Trees.integer(port, "containerPort").orElseThrow())
                .findFirst();
    }

    public static String protocol(Map<String, Object> port) {
        return Trees.string(port, "protocol").orElse("TCP");
    }
}

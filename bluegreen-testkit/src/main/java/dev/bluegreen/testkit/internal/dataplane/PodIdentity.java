package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.loopback.FlatJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who a pod is, as its HTTP answers tell.
 *
 * @param ips its addresses in the cluster, one of each family it has
 * @param ports the container ports it listens on; when none is declared it listens on every port, as the field is
 *     informational in Kubernetes
 */
public record PodIdentity(
        String namespace,
        String pod,
        List<String> ips,
        String app,
        String track,
        String version,
        Map<String, String> environment,
        Set<Port> ports) {

    /** A port of a container. */
    public record Port(int number, String protocol) {}

    /** Copies its collections. */
    public PodIdentity {
        ips = List.copyOf(ips);
        environment = Map.copyOf(environment);
        ports = Set.copyOf(ports);
    }

    boolean listensOn(int port) {
        return listensOn(port, "TCP");
    }

    boolean listensOn(int port, String protocol) {
        return ports.isEmpty() || ports.contains(new Port(port, protocol));
    }

    Map<String, String> headers() {
        return Map.of("X-Track", track, "X-Version", version, "X-Pod", pod);
    }

    String json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("app", app);
        members.put("track", track);
        members.put("version", version);
        members.put("pod", pod);
        return FlatJson.write(members);
    }
}

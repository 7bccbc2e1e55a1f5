package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Service and its EndpointSlices at one commit.
 *
 * @param version of the commit
 * @param service empty if there is none
 */
public record ServiceView(long version, Map<String, Object> service, List<Map<String, Object>> slices) {

    private static final long DEFAULT_AFFINITY_SECONDS = 10_800;

    boolean exists() {
        return !service.isEmpty();
    }

    /** All addresses of the Service. */
    List<ServiceAddress> addresses() {
        return ServiceAddress.of(service, slices);
    }

    /** By address where connections may go: to pods that are ready, and if none is, to those that still serve. */
    public Map<ServiceAddress, List<Backend>> backends() {
        return Endpoints.of(service, slices);
    }

    /** By port the pods that are ready, where TCP over IPv4 goes. */
    public Map<Integer, List<Backend>> ready() {
        return Endpoints.ready(service, slices);
    }

    /** How long after its last connection a client's next one goes to the same pod; zero for not at all. */
    Duration affinity() {
        return "ClientIP".equals(Trees.text(service, "spec", "sessionAffinity"))
                ? Duration.ofSeconds(
                        Trees.integer(service, "spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds")
                                .orElse(DEFAULT_AFFINITY_SECONDS))
                : Duration.ZERO;
    }
}

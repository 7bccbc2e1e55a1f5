package dev.bluegreen.cutover;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import java.util.Map;
import java.util.Set;

/**
 * A load balancer behind a router in Kubernetes, as far as the cluster knows it.
 *
 * @param router the router, such as {@code Ingress/shop}
 * @param hosts DNS names of the load balancer
 * @param backends the target group of each track; a track that the router does not name is absent
 */
public record Hop(String router, Set<String> hosts, Map<Track, Backend> backends) {

    /** @throws dev.bluegreen.model.ConfigurationException if a value, or a host, is null */
    public Hop {
        Input.given("hop.router", router, "name the router");
        hosts = withoutNull("hop.hosts", hosts);
        backends = Map.copyOf(Input.given("hop.backends", backends, "give an empty map for none"));
    }

    /**
     * The target groups of one track: by their ids where the cluster names them, else by their tag.
     *
     * @param service the Service whose pods are the targets
     * @param tag the value of the tag that the controller gives to the target group
     * @param targetGroups ids of target groups that the cluster binds to that Service, such as ARNs
     */
    public record Backend(String service, String tag, Set<String> targetGroups) {

        /** @throws dev.bluegreen.model.ConfigurationException if a value, or a target group, is null */
        public Backend {
            Input.given("hop.service", service, "name the Service");
            Input.given("hop.tag", tag, "give an empty text for none");
            targetGroups = withoutNull("hop.targetGroups", targetGroups);
        }
    }

    private static Set<String> withoutNull(String field, Set<String> texts) {
        String remedy = "give a set without null, empty for none";
        return Set.copyOf(
                Input.allGiven(field, remedy, Input.given(field, texts, remedy).toArray(String[]::new)));
    }
}

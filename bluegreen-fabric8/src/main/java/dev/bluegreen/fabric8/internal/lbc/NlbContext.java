package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.weights.OtherRoute;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Subscription;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is around a Service with a Network Load Balancer: the controller's Events and version, Ingresses, the load balancer. */
public record NlbContext(LbcEvents events, LbcVersion version, IngressFeeds feeds) implements RouterContext {

    private static final String TYPE = "service.beta.kubernetes.io/aws-load-balancer-type";
    private static final Set<String> TYPES = Set.of("nlb-ip", "external");

    @Override
    public List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        return events.said(move, watched, applied, now);
    }

    @Override
    public Subscription watch(Runnable onChange) {
        return events.watch(onChange);
    }

    @Override
    public List<Permission> permissions() {
        return Stream.concat(events.permissions().stream(), version.permissions().stream())
                .toList();
    }

    @Override
    public List<Finding> findings(String router, Move move) {
        Stream<Finding> ofZero = move.target().only().isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(Finding.warning(
                                "nlb-closes-flows",
                                router
                                        + " has a Network Load Balancer: connections that are open when a track's weight"
                                        + " becomes 0 are closed a little later",
                                "make clients reconnect, or end with a share that is not 0 until they have")),
                        version.finding(router).stream());
        return Stream.concat(unattached(router, move).stream(), ofZero).toList();
    }

    /** pkg/service/service_utils.go of the controller: Services that it does not act on. */
    private static Optional<Finding> unattached(String router, Move move) {
        return WeightedObject.source(move.before())
                .map(Read::object)
                .filter(service -> Fields.at(service.getAdditionalProperties(), "spec", "loadBalancerClass")
                                .isEmpty()
                        && !TYPES.contains(Fields.annotations(service).getOrDefault(TYPE, "")))
                .map(service -> Finding.fatal(
                        "route-unattached",
                        router + " has neither spec.loadBalancerClass nor the annotation " + TYPE
                                + " of nlb-ip or external: the AWS Load Balancer Controller does not act on it",
                        "create it with loadBalancerClass service.k8s.aws/nlb"));
    }

    @Override
    public List<OtherRoute> otherRoutes(String service) {
        return feeds.of(service);
    }

    /** The controller tags a target group of a Service with namespace, Service and port. */
    @Override
    public Hop hop(String router, GenericKubernetesResource service, WeightedRoute route) {
        Kube kube = feeds.kube();
        TrackGroups groups = new TrackGroups(kube, name -> kube.namespace() + "/" + name + ":");
        return new Hop(router, Trees.hosts(service), groups.of(route));
    }
}

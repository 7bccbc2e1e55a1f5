package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.weights.OtherRoute;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Subscription;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What is around an Ingress of the controller: its Events, other Ingresses, its Application Load Balancer. */
public record AlbContext(Kube kube, LbcEvents events, IngressFeeds feeds) implements RouterContext {

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
        return Stream.of(events.permissions(), Permissions.ofIngressClasses())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Finding> findings(String router, Move move) {
        return WeightedObject.source(move.before())
                .flatMap(read -> new IngressClasses(kube).elsewhere(router, read.object()))
                .stream()
                .toList();
    }

    @Override
    public List<OtherRoute> otherRoutes(String service) {
        return feeds.of(service);
    }

    /** The controller tags a target group of an Ingress with namespace, Ingress, Service and port. */
    @Override
    public Hop hop(String router, GenericKubernetesResource ingress, WeightedRoute route) {
        String prefix = kube.namespace() + "/" + ingress.getMetadata().getName() + "-";
        TrackGroups groups = new TrackGroups(kube, service -> prefix + service + ":");
        return new Hop(router, Trees.hosts(ingress), groups.of(route));
    }
}

package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Backend;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Rule;
import dev.bluegreen.fabric8.internal.weights.OtherRoute;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is around a route: its gateways, other rules that lead to a track, and the permission to name Services of another
 * namespace.
 *
 * @param object the route
 * @param grants the kind of such permissions
 * @param chosen name or place of the one rule that is moved; empty for all that name both tracks
 */
public record RouteContext(WeightedObject object, RouteKind kind, RouteKind grants, Optional<String> chosen)
        implements RouterContext {

    @Override
    public List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        return new RouteConditions(object.router(), watched).evidence();
    }

    @Override
    public List<Permission> permissions() {
        List<Permission> routes = Permissions.ofRoutes(kind.known());
        return object.isElsewhere()
                ? Stream.of(routes, Permissions.in(object.namespace(), routes), Permissions.ofRoutes(grants.known()))
                        .flatMap(List::stream)
                        .toList()
                : routes;
    }

    /** Services of the target that a route of another namespace may not name. */
    @Override
    public List<Finding> findings(String router, Move move) {
        Optional<Read> read = WeightedObject.source(move.before()).filter(any -> object.isElsewhere());
        if (read.isEmpty()) {
            return List.of();
        }
        List<String> services = move.target().tracks().stream()
                .flatMap(track -> read.get().route().services(track).stream())
                .toList();
        return new ReferenceGrants(object.kube(), grants, kind.known().kind(), object.namespace())
                .findings(router, services);
    }

    /** Rules that send to the Service whatever the weights that are moved; those for certain headers are previews. */
    @Override
    public List<OtherRoute> otherRoutes(WeightedRoute moved, Track track) {
        Set<String> services = moved.services(track);
        return Stream.of(object.kube().namespace(), object.namespace())
                .distinct()
                .flatMap(namespace -> kind.known().listed(object.kube().in(namespace)).stream())
                .flatMap(route -> {
                    RouteTree tree =
                            RouteTree.of(kind.known(), route, object.kube().namespace());
                    return tree.rules().stream()
                            .filter(rule -> !isMoved(route, rule, moved) && leads(rule, services))
                            .map(rule -> new OtherRoute(tree.router(), rule.shown()));
                })
                .toList();
    }

    private boolean isMoved(GenericKubernetesResource route, Rule rule, WeightedRoute moved) {
        List<String> named = rule.backends().stream()
                .filter(Backend::local)
                .map(Backend::service)
                .toList();
        return route.getMetadata().getName().equals(object.name())
                && route.getMetadata().getNamespace().equals(object.namespace())
                && chosen.map(rule::isNamed).orElse(true)
                && moved.services().keySet().stream()
                        .noneMatch(track -> Collections.disjoint(named, moved.services(track)));
    }

    private static boolean leads(Rule rule, Set<String> services) {
        return !rule.isForHeaders()
                && rule.backends().stream()
                        .anyMatch(backend ->
                                backend.local() && backend.weight() > 0 && services.contains(backend.service()));
    }
}

package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Rule;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is around a route: its gateways, and other rules that lead to a track.
 *
 * @param name of the route
 */
public record RouteContext(Kube kube, RouteKind kind, String name) implements RouterContext {

    @Override
    public List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        return new RouteConditions(kind.known().router(name), watched).evidence();
    }

    @Override
    public List<Permission> permissions() {
        return Permissions.ofRoutes(kind.known());
    }

    /** Rules that send to the Service whatever the weights that are moved; those for certain headers are previews. */
    @Override
    public Optional<String> otherRouters(String service) {
        ObjectKind served = kind.known();
        List<GenericKubernetesResource> routes = kube.require(
                served.call("list", "", kube.namespace()),
                client -> served.in(client, kube.namespace()).list().getItems());
        String names = routes.stream()
                .flatMap(route -> new RouteTree(
                                served.router(route.getMetadata().getName()), route)
                        .rules().stream()
                                .filter(rule -> leads(route, rule, service))
                                .map(rule -> served.router(route.getMetadata().getName()) + " " + rule.shown()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** In the route itself, a rule with several backends is one that is moved. */
    private boolean leads(GenericKubernetesResource route, Rule rule, String service) {
        boolean isMoved =
                route.getMetadata().getName().equals(name) && rule.backends().size() > 1;
        return !isMoved
                && !rule.isForHeaders()
                && rule.backends().stream()
                        .anyMatch(backend -> backend.local()
                                && backend.weight() > 0
                                && backend.service().equals(service));
    }
}

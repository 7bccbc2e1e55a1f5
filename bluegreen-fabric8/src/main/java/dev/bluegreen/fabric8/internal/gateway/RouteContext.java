package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Backend;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Rule;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is around a route: its gateways, and other rules that lead to a track.
 *
 * @param name of the route
 * @param chosen name or place of the one rule that is moved; empty for all that name both tracks
 */
public record RouteContext(Kube kube, RouteKind kind, String name, Optional<String> chosen) implements RouterContext {

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
    public Optional<String> otherRouters(WeightedRoute moved, Track track) {
        String service = moved.services().getOrDefault(track, "");
        ObjectKind served = kind.known();
        String names = served.listed(kube).stream()
                .flatMap(route -> new RouteTree(
                                served.router(route.getMetadata().getName()), route)
                        .rules().stream()
                                .filter(rule -> !isMoved(route, rule, moved) && leads(rule, service))
                                .map(rule -> served.router(route.getMetadata().getName()) + " " + rule.shown()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private boolean isMoved(GenericKubernetesResource route, Rule rule, WeightedRoute moved) {
        List<String> named = rule.backends().stream().map(Backend::service).toList();
        return route.getMetadata().getName().equals(name)
                && chosen.map(rule::isNamed).orElse(true)
                && named.containsAll(moved.services().values());
    }

    private static boolean leads(Rule rule, String service) {
        return !rule.isForHeaders()
                && rule.backends().stream()
                        .anyMatch(backend -> backend.local()
                                && backend.weight() > 0
                                && backend.service().equals(service));
    }
}

package dev.bluegreen.fabric8.internal.istio;

import dev.bluegreen.fabric8.internal.istio.HttpRoutes.Destination;
import dev.bluegreen.fabric8.internal.istio.HttpRoutes.Route;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tracks that the destinations of one route stand for. */
record RouteTracks(Route route, Map<Track, Destination> destinations) {

    /** @throws dev.bluegreen.model.PlatformException with {@code INVALID} if a track has several destinations */
    static RouteTracks of(HttpRoutes routes, Route route, MeshServices services) {
        Map<Track, Destination> found = new EnumMap<>(Track.class);
        route.destinations()
                .forEach(destination -> services.track(destination).ifPresent(track -> {
                    Destination before = found.put(track, destination);
                    if (before != null) {
                        throw routes.invalid(route.shown() + " names two destinations of " + track + ", "
                                + before.shown() + " and " + destination.shown() + "; leave one of them out");
                    }
                }));
        missing(route, services, found);
        return new RouteTracks(route, found);
    }

    /** Beside the one track, a destination that is missing is that of the other: traffic can go back from it. */
    private static void missing(Route route, MeshServices services, Map<Track, Destination> found) {
        List<Destination> missing =
                route.destinations().stream().filter(services::isMissing).toList();
        if (found.size() == 1 && missing.size() == 1) {
            found.put(found.keySet().iterator().next().other(), missing.get(0));
        }
    }

    boolean hasBoth() {
        return destinations.size() == 2;
    }

    /**
     * Checks that all of its traffic goes to the tracks.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code INVALID} if not
     */
    RouteTracks requireUsable(HttpRoutes routes, MeshServices services) {
        if (route.name().isEmpty()) {
            throw routes.invalid(
                    route.shown() + " sends to the tracks and has no name, so that nothing says which route"
                            + " is meant once others are put before it; set its name");
        }
        route.destinations().stream()
                .filter(destination -> destination.weight() > 0 && !destinations.containsValue(destination))
                .findFirst()
                .ifPresent(destination -> {
                    throw routes.invalid(route.shown() + " sends a share of " + destination.weight() + " to "
                            + destination.shown() + ", which is " + why(destination, services)
                            + "; set its weight to 0 or take it out");
                });
        if (destinations.isEmpty()) {
            throw routes.invalid(route.shown() + " names no Service or subset of "
                    + services.services().release().labels().app()
                    + " that is of one track; name those of both, with weights");
        }
        if (destinations.values().stream().allMatch(destination -> destination.weight() == 0)) {
            throw routes.invalid(
                    route.shown() + " gives both tracks weight 0; give the track that serves a weight" + " above 0");
        }
        return this;
    }

    private static String why(Destination destination, MeshServices services) {
        if (destination.service().isEmpty()) {
            return "not a Service of this namespace (a name is short, or complete, as in shop.prod.svc.cluster.local)";
        }
        return services.isMissing(destination)
                ? "neither track's and does not exist"
                : "neither track's (selector "
                        + services.services().selector(destination.service())
                        + services.labels(destination)
                                .filter(labels -> !labels.isEmpty())
                                .map(labels -> ", subset " + labels)
                                .orElse("")
                        + ")";
    }

    TrafficSplit split() {
        int blue = weight(Track.BLUE);
        int green = weight(Track.GREEN);
        return blue == 0 || green == 0
                ? TrafficSplit.all(green == 0 ? Track.BLUE : Track.GREEN)
                : new TrafficSplit(blue, green);
    }

    private int weight(Track track) {
        Destination destination = destinations.get(track);
        return destination == null ? 0 : destination.weight();
    }

    /** {@code route 'shop' {checkout-blue 90, checkout-green 10}}. */
    String routing() {
        return route.destinations().stream()
                .map(destination -> destination.shown() + " " + destination.weight())
                .collect(Collectors.joining(", ", route.shown() + " {", "}"));
    }
}

package dev.bluegreen.fabric8.internal.istio;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.gateway.RouteKind;
import dev.bluegreen.fabric8.internal.istio.HttpRoutes.Destination;
import dev.bluegreen.fabric8.internal.weights.TrackBackend;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedKind;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Weights of the destinations of a VirtualService's http routes.
 *
 * @param route name of the one route that is moved; empty for all that name both tracks
 */
public record VirtualServiceWeights(RouteKind known, Optional<String> route) implements WeightedKind {

    @Override
    public ObjectKind kind() {
        return known.known();
    }

    @Override
    public ObjectKind served(Kube kube) {
        return known.find(kube);
    }

    /** DestinationRules, which declare subsets. */
    @Override
    public Optional<ObjectKind> beside() {
        return Optional.of(new ObjectKind(kind().group(), kind().version(), "DestinationRule", "destinationrules"));
    }

    /** Older versions of Istio take weights for percentages, and refuse a total that is not 100. */
    @Override
    public int largestWeight() {
        return 100;
    }

    @Override
    public WeightedRoute read(GenericKubernetesResource object, TrackServices services) {
        HttpRoutes routes = new HttpRoutes(kind().router(object.getMetadata().getName()), object);
        MeshServices known = new MeshServices(services);
        List<RouteTracks> moved = moved(routes, known).stream()
                .map(tracks -> tracks.requireUsable(routes, known))
                .toList();
        if (moved.stream().map(RouteTracks::split).distinct().count() > 1) {
            throw routes.invalid("its routes differ in the shares of the tracks: " + routing(moved)
                    + "; give all of them the weights of the track that serves now, or name one of them");
        }
        return new Weights(routes, known, moved);
    }

    private List<RouteTracks> moved(HttpRoutes routes, MeshServices services) {
        List<RouteTracks> all = routes.routes().stream()
                .filter(each -> route.map(each.name()::equals).orElse(true))
                .map(each -> RouteTracks.of(routes, each, services))
                .toList();
        if (route.isPresent() && all.size() != 1) {
            throw routes.invalid((all.isEmpty() ? "it has no route '" : "several of its routes have the name '")
                    + route.get() + "'; there are: " + routes.names());
        }
        if (route.isPresent()) {
            return all;
        }
        List<RouteTracks> both = all.stream().filter(RouteTracks::hasBoth).toList();
        List<RouteTracks> one = all.stream()
                .filter(tracks ->
                        !tracks.destinations().isEmpty() && !tracks.route().isForHeaders())
                .toList();
        if (both.isEmpty() && one.size() != 1) {
            throw routes.invalid(none(routes, services));
        }
        return both.isEmpty() ? one : both;
    }

    private static String none(HttpRoutes routes, MeshServices services) {
        Optional<String> other = routes.otherRoutes()
                .filter(each -> each.destinations().stream()
                        .anyMatch(destination -> services.track(destination).isPresent()))
                .map(HttpRoutes.Route::name)
                .findFirst();
        return other.map(name -> name + " sends to a track, and only http routes are moved; use an HTTPRoute")
                .orElseGet(() -> "none of its http routes (" + routes.names() + ") sends to Services or subsets of "
                        + services.services().release().labels().app()
                        + " that are of one track each; name those of both as destinations, with weights");
    }

    private static String routing(List<RouteTracks> moved) {
        return moved.stream().map(RouteTracks::routing).collect(Collectors.joining(", "));
    }

    /** The weights as read in one VirtualService. */
    record Weights(HttpRoutes routes, MeshServices mesh, List<RouteTracks> moved) implements WeightedRoute {

        @Override
        public TrafficSplit split() {
            return moved.get(0).split();
        }

        @Override
        public String routing() {
            return VirtualServiceWeights.routing(moved);
        }

        @Override
        public List<TrackBackend> backends(Track track) {
            return destinations(track)
                    .map(destination -> new TrackBackend(
                            destination.service(),
                            destination.port(),
                            mesh.labels(destination).orElse(Map.of())))
                    .distinct()
                    .toList();
        }

        /** The destination of a track in each route that names it. */
        Stream<Destination> destinations(Track track) {
            return moved.stream()
                    .flatMap(tracks -> Stream.ofNullable(tracks.destinations().get(track)));
        }

        @Override
        public Optional<String> unreachable(Track track) {
            return destinations(track)
                    .filter(destination -> mesh.labels(destination).isEmpty())
                    .map(destination -> "no DestinationRule of the namespace declares its subset "
                            + destination.subset() + " for all clients; declare it before traffic is sent there")
                    .findFirst();
        }

        @Override
        public ManagedField field() {
            return new ManagedField("VirtualService", List.of("spec", "http"));
        }

        /** Lists are atomic: each write names the places, and tests that they are what they were. */
        @Override
        public JsonPatch write(JsonPatch guarded, TrafficSplit target) {
            moved.forEach(tracks -> {
                guarded.test(tracks.route().path() + "/name", tracks.route().name());
                tracks.destinations().forEach((track, destination) -> {
                    String path = tracks.route().path() + "/route/" + destination.index();
                    guarded.test(path + "/destination/host", destination.host());
                    if (!destination.subset().isEmpty()) {
                        guarded.test(path + "/destination/subset", destination.subset());
                    }
                    guarded.add(path + "/weight", target.weight(track));
                });
            });
            return guarded;
        }

        @Override
        public List<Finding> findings(Move move) {
            return Stream.concat(otherProtocols(), outsideMesh()).toList();
        }

        private Stream<Finding> otherProtocols() {
            return routes.otherRoutes()
                    .filter(route -> route.destinations().stream()
                            .anyMatch(destination -> mesh.track(destination).isPresent()))
                    .map(route -> Finding.fatal(
                            "not-http",
                            routes.router() + ": " + route.name()
                                    + " sends to a track too, and only http routes are moved",
                            "use an HTTPRoute, or take it out"));
        }

        private Stream<Finding> outsideMesh() {
            return services(Track.BLUE).stream()
                    .filter(services(Track.GREEN)::contains)
                    .map(service -> Finding.info(
                            "subsets-in-mesh-only",
                            "Service/" + service
                                    + " selects the pods of both tracks: clients outside the mesh reach both,"
                                    + " whatever the weights of " + routes.router(),
                            "let all clients go through the mesh, or give each track a Service"));
        }
    }
}

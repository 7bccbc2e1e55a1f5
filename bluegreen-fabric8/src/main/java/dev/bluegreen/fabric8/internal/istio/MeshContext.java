package dev.bluegreen.fabric8.internal.istio;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.gateway.RouteKind;
import dev.bluegreen.fabric8.internal.istio.HttpRoutes.Destination;
import dev.bluegreen.fabric8.internal.istio.HttpRoutes.Route;
import dev.bluegreen.fabric8.internal.istio.VirtualServiceWeights.Weights;
import dev.bluegreen.fabric8.internal.weights.OtherRoute;
import dev.bluegreen.fabric8.internal.weights.RouterContext;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is around a VirtualService: the mode of the mesh, its gateways, other routes, and the push of a write to the proxies.
 *
 * @param name of the VirtualService
 * @param push how long a push takes at most
 */
public record MeshContext(Kube kube, Time time, RouteKind known, String name, Duration push) implements RouterContext {

    private static final Duration REST_OF_PROOF = Duration.ofMinutes(1);
    private static final String MODE = "istio.io/dataplane-mode";
    private static final String AMBIENT = "ambient";
    private static final String KIND = "push";

    /** Istio acknowledges no write; it waits for others to come, and pushes them together. */
    @Override
    public List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        boolean nothingToMove = move.before().split().equals(move.target());
        boolean isOver = !now.isBefore(applied.plus(push));
        return List.of(
                nothingToMove || isOver
                        ? Evidence.confirmed(
                                KIND, router(), "Istio had " + Wording.of(push) + " for a push to the proxies")
                        : Evidence.missing(
                                KIND,
                                router(),
                                "Istio, which acknowledges no write, is given " + Wording.of(push)
                                        + " for a push to the proxies"));
    }

    @Override
    public Duration provenWithin() {
        return push.plus(REST_OF_PROOF);
    }

    @Override
    public List<Permission> permissions() {
        return Stream.concat(
                        Permissions.ofRoutes(known.known()).stream(),
                        Permissions.ofMesh(known.known().group(), kube.namespace()).stream())
                .toList();
    }

    @Override
    public List<Finding> findings(String router, Move move) {
        Optional<Weights> read = WeightedObject.source(move.before())
                .map(WeightedObject.Read::route)
                .filter(Weights.class::isInstance)
                .map(Weights.class::cast);
        return Stream.of(
                        ambient(move),
                        read.flatMap(weights -> unattached(weights.routes())),
                        read.flatMap(weights -> fresh(weights, move)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> ambient(Move move) {
        boolean isNamespace = kube.get(Namespace.class, kube.namespace())
                .map(namespace -> AMBIENT.equals(Fields.labels(namespace).get(MODE)))
                .orElse(false);
        List<Pod> pods = Stream.of(Track.values())
                .flatMap(track -> move.world().workload(track).pods().stream())
                .toList();
        Optional<String> labelled = pods.stream()
                .filter(pod -> AMBIENT.equals(pod.labels().getOrDefault(MODE, isNamespace ? AMBIENT : "")))
                .map(pod -> pod.labels().containsKey(MODE) ? "Pod " + pod.name() : "namespace " + kube.namespace())
                .findFirst()
                .or(() -> pods.isEmpty() && isNamespace
                        ? Optional.of("namespace " + kube.namespace())
                        : Optional.empty());
        return labelled.map(what -> Finding.fatal(
                "ambient-mode",
                router() + ": label " + MODE + " of " + what
                        + " puts pods into Istio's ambient mode, whose proxies do not keep to the weights of a"
                        + " VirtualService",
                "use an HTTPRoute: httpRoute(...)"));
    }

    /** A VirtualService none of whose gateways exists; those of other namespaces are taken to exist. */
    private Optional<Finding> unattached(HttpRoutes routes) {
        List<String> gateways = routes.gateways();
        boolean isBound = gateways.isEmpty() || gateways.stream().anyMatch(this::mayExist);
        return isBound
                ? Optional.empty()
                : Optional.of(Finding.fatal(
                        "route-unattached",
                        router() + " is bound to gateways that do not exist: " + String.join(", ", gateways),
                        "correct spec.gateways, or create the Gateway"));
    }

    private boolean mayExist(String gateway) {
        String own = kube.namespace() + "/";
        String local = gateway.startsWith(own) ? gateway.substring(own.length()) : gateway;
        if (local.equals("mesh") || local.contains("/")) {
            return true;
        }
        ObjectKind kind = new ObjectKind(known.known().group(), known.known().version(), "Gateway", "gateways");
        return kube.ask(
                        kind.call("get", local, kube.namespace()),
                        client -> kind.in(client, kube.namespace())
                                .withName(local)
                                .get())
                .isPresent();
    }

    /** Requests for a subset that a proxy does not know yet are answered 503. */
    private Optional<Finding> fresh(Weights weights, Move move) {
        return move.target().tracks().stream()
                .flatMap(weights::destinations)
                .filter(destination -> !destination.subset().isEmpty())
                .flatMap(weights.mesh()::declaring)
                .filter(rule -> FieldOwners.timeOfLastWrite(rule)
                        .filter(at -> time.now().isBefore(at.plus(push)))
                        .isPresent())
                .map(rule -> Finding.warning(
                        "subset-new",
                        "DestinationRule/" + rule.getMetadata().getName() + " was written less than " + Wording.of(push)
                                + " ago: proxies that do not know its subsets yet answer 503",
                        "wait until it has been there for longer"))
                .findFirst();
    }

    /** Routes that send to a track whatever the weights that are moved; those for certain headers are previews. */
    @Override
    public List<OtherRoute> otherRoutes(WeightedRoute route, Track track) {
        if (!(route instanceof Weights moved)) {
            return List.of();
        }
        return known.known().listed(kube).stream()
                .flatMap(each -> others(each, moved, track))
                .toList();
    }

    private Stream<OtherRoute> others(GenericKubernetesResource object, Weights moved, Track track) {
        HttpRoutes routes =
                new HttpRoutes(known.known().router(object.getMetadata().getName()), object);
        boolean isOwn = object.getMetadata().getName().equals(name);
        List<Integer> ours =
                moved.moved().stream().map(tracks -> tracks.route().index()).toList();
        Stream<String> http = routes.routes().stream()
                .filter(route -> !(isOwn && ours.contains(route.index())))
                .filter(route -> !route.isForHeaders() && leads(route, moved, track))
                .map(Route::shown);
        Stream<String> rest =
                routes.otherRoutes().filter(route -> leads(route, moved, track)).map(Route::name);
        return Stream.concat(http, rest).map(place -> new OtherRoute(routes.router(), place));
    }

    private static boolean leads(Route route, Weights moved, Track track) {
        return route.destinations().stream()
                .filter(destination -> destination.weight() > 0)
                .anyMatch(destination ->
                        moved.mesh().track(destination).equals(Optional.of(track)) || isOfBoth(destination, moved));
    }

    /** A Service of both tracks without a subset. */
    private static boolean isOfBoth(Destination destination, Weights moved) {
        return destination.subset().isEmpty()
                && Stream.of(Track.values())
                        .allMatch(track -> moved.services(track).contains(destination.service()));
    }

    private String router() {
        return known.known().router(name);
    }
}

package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The write of a move of weights, and findings about it, for one object as read. */
public record WeightsPlan(WeightedParts parts, Read read) {

    /** The write; none if the weights are there already. */
    public static List<PlannedWrite> writes(WeightedObject object, Read read, Move move) {
        if (read.route().split().equals(move.target())) {
            return List.of();
        }
        String change = "weights blue/green " + read.route().split() + " -> " + move.target() + " in "
                + read.route().field().dotted() + ", label " + MetadataKeys.CUTOVER + " to the id of the cutover";
        return List.of(new PlannedWrite(object.router(), "patch", change, true));
    }

    public Stream<Finding> findings(Move move) {
        WeightedObject object = parts.object();
        return Stream.of(
                        read.route().findings(move).stream(),
                        unnamed(move),
                        new TrackEndpoints(parts.watch(), read.route(), move).findings().stream(),
                        new WeightsDrift(object, read).findings(move).stream(),
                        RouterMarks.otherRelease(
                                read.object(), object.router(), move.world().release())
                                .stream(),
                        parts.context().findings(object.router(), move).stream(),
                        others(move),
                        unverified().stream())
                .flatMap(findings -> findings);
    }

    /** Findings about tracks that the object does not name, or whose Service does not exist. */
    private Stream<Finding> unnamed(Move move) {
        return move.target().tracks().stream()
                .filter(track -> !read.route().services().containsKey(track))
                .map(track -> Finding.fatal(
                        "track-unnamed",
                        unnamed(track),
                        "add it with weight 0; the cutover does so itself where one Service has the selector of the"
                                + " other track's but for " + track + ", and the same port"));
    }

    private String unnamed(Track track) {
        return parts.object().router() + " does not name the Service of " + track + " (it is "
                + read.route().routing() + ")";
    }

    private Stream<Finding> others(Move move) {
        return Stream.of(Track.values()).flatMap(track -> others(move, track).stream());
    }

    private Optional<Finding> others(Move move, Track track) {
        List<OtherRoute> others = parts.context().otherRoutes(read.route(), track).stream()
                .filter(other -> other.router().equals(parts.object().router())
                        || !move.routers().contains(other.router()))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "other-routes",
                        OtherRoute.shown(others) + " sends requests to Service/"
                                + String.join(", ", read.route().services(track))
                                + " and is not moved with this write: it will continue to",
                        "name it with .cutover(...) too, or take the Service out there"));
    }

    /** The places, other than what is moved, that may send requests to a track; empty if there are none. Reads. */
    public Optional<String> mayStillSend(Track idle) {
        List<OtherRoute> others = parts.context().otherRoutes(read.route(), idle);
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(OtherRoute.shown(others) + " may still send requests to " + idle + " (Service "
                        + String.join(", ", read.route().services(idle))
                        + "); take it out there, or set its weight to 0");
    }

    private Optional<Finding> unverified() {
        return parts.settings().verifier().isPresent()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "proof-applied-only",
                        parts.object().router() + " will be proven as CONFIG_APPLIED only: the cluster does not show"
                                + " whether its data plane follows, nor whether it can reach the new pods",
                        "give it a verifier with verifiedBy(...), or a TrafficProbe"));
    }

    /** Reason why the target gets nothing: it is not named, or its Services select none of its ready pods, though it has some. */
    public Optional<String> unreachable(Move move) {
        return move.target().tracks().stream()
                .flatMap(track -> unreachable(move, track).stream())
                .findFirst();
    }

    private Optional<String> unreachable(Move move, Track track) {
        List<TrackBackend> backends = read.route().backends(track);
        Optional<String> elsewhere = read.route().unreachable(track);
        if (backends.isEmpty() || elsewhere.isPresent()) {
            return elsewhere.or(() -> Optional.of(unnamed(track)));
        }
        List<Pod> ready =
                move.world().workload(track).pods().stream().filter(Pod::ready).toList();
        List<String> deaf = backends.stream()
                .flatMap(backend -> deaf(backend, track, ready).stream())
                .toList();
        return deaf.size() < backends.size() ? Optional.empty() : deaf.stream().findFirst();
    }

    private Optional<String> deaf(TrackBackend backend, Track track, List<Pod> ready) {
        Map<String, String> selector = new TreeMap<>(read.services().selector(backend.service()));
        selector.putAll(backend.subset());
        return ready.isEmpty() || selector.isEmpty() || ready.stream().anyMatch(pod -> pod.matches(selector))
                ? Optional.empty()
                : Optional.of("Service/" + backend.service() + " of " + track + ": spec.selector " + selector
                        + " matches none of its ready pods (" + ready.size()
                        + "); remove the key that they do not carry");
    }
}

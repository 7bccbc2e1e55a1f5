package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.gateway.RouteTree.Backend;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Rule;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tracks that the backends of one rule stand for. */
record RouteShares(Rule rule, Map<Track, Backend> backends) {

    /** @throws dev.bluegreen.model.PlatformException with {@code INVALID} if a track has several backends */
    static RouteShares of(RouteTree tree, Rule rule, TrackServices services) {
        Map<Track, Backend> found = new EnumMap<>(Track.class);
        rule.backends().stream()
                .filter(Backend::local)
                .forEach(backend -> services.track(backend.service()).ifPresent(track -> {
                    Backend before = found.put(track, backend);
                    if (before != null) {
                        throw tree.invalid(rule.shown() + " names two backends of " + track + ", " + before.service()
                                + " and " + backend.service() + "; leave one of them out");
                    }
                }));
        missing(rule, services, found);
        return new RouteShares(rule, found);
    }

    /** Beside the one track, a Service that does not exist is that of the other: traffic can go back from it. */
    private static void missing(Rule rule, TrackServices services, Map<Track, Backend> found) {
        if (found.size() != 1) {
            return;
        }
        Track other = found.keySet().iterator().next().other();
        List<Backend> missing = rule.backends().stream()
                .filter(backend -> backend.local() && services.isMissing(backend.service()))
                .toList();
        if (missing.size() == 1) {
            found.put(other, missing.get(0));
        }
    }

    boolean hasBoth() {
        return backends.size() == 2;
    }

    /**
     * Checks that all of its traffic goes to the tracks.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code INVALID} if not
     */
    RouteShares requireUsable(RouteTree tree, TrackServices services) {
        Set<Backend> known = Set.copyOf(backends.values());
        rule.backends().stream()
                .filter(backend -> backend.weight() > 0 && !known.contains(backend))
                .findFirst()
                .ifPresent(backend -> {
                    throw tree.invalid(rule.shown() + " sends a share of " + backend.weight() + " to "
                            + backend.service() + ", which is " + why(backend, services, tree.home())
                            + "; set its weight to 0 or take it out");
                });
        if (backends.isEmpty()) {
            throw tree.invalid(rule.shown() + " names no Service of "
                    + services.release().labels().app()
                    + " that selects one track; name the Services of both, with weights");
        }
        if (backends.values().stream().allMatch(backend -> backend.weight() == 0)) {
            throw tree.invalid(rule.shown() + " gives both tracks weight 0, so that every request is answered 500;"
                    + " give the track that serves a weight above 0");
        }
        return this;
    }

    private static String why(Backend backend, TrackServices services, String home) {
        if (!backend.local()) {
            return "not a Service of namespace " + home
                    + ", where the pods of the release are, whatever a ReferenceGrant permits";
        }
        return services.isMissing(backend.service())
                ? "neither track's and does not exist"
                : "neither track's (selector " + services.selector(backend.service()) + ")";
    }

    TrafficSplit split() {
        int blue = weight(Track.BLUE);
        int green = weight(Track.GREEN);
        if (blue == 0 || green == 0) {
            return TrafficSplit.all(green == 0 ? Track.BLUE : Track.GREEN);
        }
        return new TrafficSplit(blue, green);
    }

    private int weight(Track track) {
        Backend backend = backends.get(track);
        return backend == null ? 0 : backend.weight();
    }

    /** {@code rule 'shop' {checkout-blue 90, checkout-green 10}}. */
    String routing() {
        return rule.shown() + " {"
                + String.join(
                        ", ",
                        rule.backends().stream()
                                .map(backend -> backend.service() + " " + backend.weight())
                                .toList())
                + "}";
    }
}

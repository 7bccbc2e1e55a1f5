package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.weights.TrackBackend;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedKind;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Weights of the backends of a route's rules.
 *
 * @param home namespace of the release, and of its Services
 * @param rule name or index of the one rule that is moved; empty for all that name both tracks
 * @param sessions true if sessions may keep clients on their backend
 */
public record RouteWeights(RouteKind route, String home, Optional<String> rule, boolean sessions)
        implements WeightedKind {

    /** The longest session whose end is waited for. */
    private static final Duration YEAR = Duration.ofDays(365);

    @Override
    public ObjectKind kind() {
        return route.known();
    }

    @Override
    public ObjectKind served(Kube kube) {
        return route.find(kube);
    }

    @Override
    public int largestWeight() {
        return 1_000_000;
    }

    @Override
    public WeightedRoute read(GenericKubernetesResource object, TrackServices services) {
        RouteTree tree = RouteTree.of(kind(), object, home);
        List<RouteShares> moved = moved(tree, services).stream()
                .map(shares -> shares.requireUsable(tree, services))
                .toList();
        if (moved.stream().map(RouteShares::split).distinct().count() > 1) {
            throw tree.invalid("its rules differ in the shares of the tracks: " + routing(moved)
                    + "; give all of them the weights of the track that serves now, or name one of them");
        }
        return new Weights(tree, kind().kind(), moved, sessions);
    }

    private List<RouteShares> moved(RouteTree tree, TrackServices services) {
        List<RouteShares> all = tree.rules().stream()
                .filter(each -> rule.map(each::isNamed).orElse(true))
                .map(each -> RouteShares.of(tree, each, services))
                .toList();
        if (rule.isPresent()) {
            if (all.isEmpty()) {
                throw tree.invalid("it has no rule '" + rule.get() + "'; there are: " + names(tree));
            }
            return all;
        }
        List<RouteShares> both = all.stream().filter(RouteShares::hasBoth).toList();
        List<RouteShares> one = all.stream()
                .filter(shares -> !shares.backends().isEmpty() && !shares.rule().isForHeaders())
                .toList();
        if (both.isEmpty() && one.size() != 1) {
            throw tree.invalid("none of its rules (" + names(tree) + ") sends to Services of "
                    + services.release().labels().app()
                    + " that select one track each; name the Services of both in backendRefs, with weights");
        }
        return both.isEmpty() ? one : both;
    }

    private static String names(RouteTree tree) {
        String all = tree.rules().stream()
                .map(each -> each.index() + (each.name().isEmpty() ? "" : " '" + each.name() + "'"))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static String routing(List<RouteShares> moved) {
        return moved.stream().map(RouteShares::routing).collect(Collectors.joining(", "));
    }

    /** The weights as read in one route. */
    private record Weights(RouteTree tree, String kind, List<RouteShares> moved, boolean allowsSessions)
            implements WeightedRoute {

        @Override
        public TrafficSplit split() {
            return moved.get(0).split();
        }

        @Override
        public String routing() {
            return RouteWeights.routing(moved);
        }

        @Override
        public List<TrackBackend> backends(Track track) {
            return moved.stream()
                    .flatMap(shares -> Stream.ofNullable(shares.backends().get(track)))
                    .map(backend -> TrackBackend.of(backend.service(), backend.port()))
                    .distinct()
                    .toList();
        }

        @Override
        public ManagedField field() {
            return new ManagedField(kind, List.of("spec", "rules"));
        }

        /** Lists are atomic: each write names the places, and tests that they are what they were. */
        @Override
        public JsonPatch write(JsonPatch guarded, TrafficSplit target) {
            moved.forEach(shares -> {
                if (!shares.rule().name().isEmpty()) {
                    guarded.test(shares.rule().path() + "/name", shares.rule().name());
                }
                shares.backends().forEach((track, backend) -> {
                    String path = shares.rule().path() + "/backendRefs/" + backend.index();
                    guarded.test(path + "/name", backend.service()).add(path + "/weight", target.weight(track));
                });
            });
            return guarded;
        }

        @Override
        public List<Finding> findings(Move move) {
            Stream<Finding> pinned = sessions().map(each -> each.finding(tree.router(), allowsSessions));
            return Stream.concat(pinned, new RouteConditions(tree.router(), tree.route()).findings())
                    .toList();
        }

        @Override
        public Duration pinned() {
            return sessions()
                    .flatMap(each -> each.longest().stream())
                    .filter(any -> allowsSessions)
                    .map(longest -> longest.compareTo(YEAR) > 0 ? YEAR : longest)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }

        private Stream<Sessions> sessions() {
            return moved.stream().flatMap(shares -> Sessions.of(shares.rule()).stream());
        }
    }
}

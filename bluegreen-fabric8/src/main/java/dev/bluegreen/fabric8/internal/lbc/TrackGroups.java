package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.rule.TargetGroupBindings;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Track;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The target groups of each track, for a verifier to find.
 *
 * @param tag the tag that the controller gives to those of a Service
 */
record TrackGroups(Kube kube, UnaryOperator<String> tag) {

    Map<Track, Hop.Backend> of(WeightedRoute route) {
        Map<Track, Hop.Backend> found = new EnumMap<>(Track.class);
        route.services().forEach((track, first) -> found.put(track, of(first, route.services(track))));
        return found;
    }

    /** Several Services have no tag in common, so each needs a binding: a group that is not found must not go unseen. */
    private Hop.Backend of(String first, Set<String> services) {
        Map<String, Set<String>> bound = services.stream()
                .collect(Collectors.toMap(service -> service, service -> TargetGroupBindings.groups(kube, service)));
        if (services.size() == 1) {
            return new Hop.Backend(first, tag.apply(first), bound.getOrDefault(first, Set.of()));
        }
        boolean isComplete = bound.values().stream().noneMatch(Set::isEmpty);
        Set<String> all = bound.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
        return new Hop.Backend(String.join(", ", services), "", isComplete ? all : Set.of());
    }
}

package dev.bluegreen.fabric8.internal.weights;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A place that sends traffic to a track and is not moved with a router.
 *
 * @param router the object, named as the router that it would be
 * @param place in it; empty for anywhere
 */
public record OtherRoute(String router, String place) {

    /** Several of them, for a person. */
    static String shown(List<OtherRoute> all) {
        return all.stream().map(OtherRoute::shown).distinct().collect(Collectors.joining(", "));
    }

    private String shown() {
        return place.isEmpty() ? router : router + " " + place;
    }
}

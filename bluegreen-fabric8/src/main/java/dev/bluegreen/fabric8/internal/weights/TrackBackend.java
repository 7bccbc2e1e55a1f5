package dev.bluegreen.fabric8.internal.weights;

import java.util.Map;

/**
 * A Service that gets the share of a track at one place of an object.
 *
 * @param port the port of the Service that is named there, by number or name; empty for any
 * @param subset labels that its pods carry besides, where both tracks are behind one Service
 */
public record TrackBackend(String service, String port, Map<String, String> subset) {

    /** A Service whose pods are all of the track. */
    public static TrackBackend of(String service, String port) {
        return new TrackBackend(service, port, Map.of());
    }
}

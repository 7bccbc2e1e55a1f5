package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The weights of both tracks as read in one object. */
public interface WeightedRoute {

    /** The shares of the tracks; all of one track is 100/0. */
    TrafficSplit split();

    /** The weights as they stand in the object, for a person. */
    String routing();

    /** All that get the share of a track, as several places of an object may name different ones; none if it names no such. */
    List<TrackBackend> backends(Track track);

    /** The first Service of each track; a track that the object does not name is absent. */
    default Map<Track, String> services() {
        Map<Track, String> services = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            backends(track).stream().findFirst().ifPresent(backend -> services.put(track, backend.service()));
        }
        return services;
    }

    /** All Services of a track. */
    default Set<String> services(Track track) {
        return backends(track).stream().map(TrackBackend::service).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All Services of both tracks. */
    default Set<String> allServices() {
        return Stream.of(Track.values())
                .flatMap(track -> services(track).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The reason why requests for a track reach none of its Services' pods; empty if they do. */
    default Optional<String> unreachable(Track track) {
        return Optional.empty();
    }

    /** The field that is written, the first one if there are several. */
    ManagedField field();

    /** Adds the operations that set weights; everything else in the object stays as it is. */
    JsonPatch write(JsonPatch guarded, TrafficSplit target);

    /**
     * The object with a track that it does not name, without a share.
     *
     * @param service the Service of the track
     * @param route the weights with it
     * @param patch adds the operations that make the object so
     */
    record Addition(String service, WeightedRoute route, UnaryOperator<JsonPatch> patch) {}

    /** The addition of a track; empty if the object names it, or cannot be given it. */
    default Optional<Addition> adding(Track track, TrackServices services) {
        return Optional.empty();
    }

    /** Findings about a move of the object as it stands. */
    default List<Finding> findings(Move move) {
        return List.of();
    }

    /** How long clients are kept on their track whatever the weights. */
    default Duration pinned() {
        return Duration.ZERO;
    }
}

package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The weights of both tracks as read in one object. */
public interface WeightedRoute {

    /** The shares of the tracks; all of one track is 100/0. */
    TrafficSplit split();

    /** The weights as they stand in the object, for a person. */
    String routing();

    /** The Service of each track; a track that the object does not name is absent. */
    Map<Track, String> services();

    /** Labels that pods of a track's Service carry besides, where both tracks are behind one Service. */
    default Map<String, String> subset(Track track) {
        return Map.of();
    }

    /** The reason why requests for a track reach none of its Service's pods; empty if they do. */
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

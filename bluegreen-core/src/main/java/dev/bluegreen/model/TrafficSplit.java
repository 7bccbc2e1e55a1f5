package dev.bluegreen.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shares of production traffic that the tracks are to get, as relative weights: 100/0, 60/40, 1/255.
 *
 * @param blue weight of BLUE, zero or more
 * @param green weight of GREEN, zero or more; never both zero
 */
public record TrafficSplit(int blue, int green) {

    /** @throws ConfigurationException if a weight is negative, or both are zero */
    public TrafficSplit {
        if (blue < 0 || green < 0 || (blue == 0 && green == 0)) {
            throw new ConfigurationException(
                    "split: " + blue + "/" + green + "; weights must be 0 or more, and one of them more than 0");
        }
    }

    /**
     * All traffic to one track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static TrafficSplit all(Track track) {
        Input.given("split", track, "give Track.BLUE or Track.GREEN");
        return track == Track.BLUE ? new TrafficSplit(100, 0) : new TrafficSplit(0, 100);
    }

    /**
     * Both tracks, whatever share each gets, as between the two writes of a router that makes before it breaks: the weights
     * are 1/1, which no step of a schedule has.
     */
    public static TrafficSplit both() {
        return new TrafficSplit(1, 1);
    }

    /**
     * The weight of one track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public int weight(Track track) {
        Input.given("track", track, "give BLUE or GREEN");
        return track == Track.BLUE ? blue : green;
    }

    /**
     * True if a track is to get any traffic.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public boolean sendsTo(Track track) {
        Input.given("track", track, "give BLUE or GREEN");
        return weight(track) > 0;
    }

    /** The tracks with a share, BLUE first. */
    public List<Track> tracks() {
        return Stream.of(Track.values()).filter(this::sendsTo).toList();
    }

    /** The track that gets everything; empty when both get some. */
    public Optional<Track> only() {
        if (blue > 0 && green > 0) {
            return Optional.empty();
        }
        return Optional.of(blue > 0 ? Track.BLUE : Track.GREEN);
    }

    @Override
    public String toString() {
        return blue + "/" + green;
    }
}

package dev.bluegreen.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The labels that distinguish the two tracks of an app: {@code app: checkout, track: blue|green} by default.
 *
 * @param appKey label key that names the app
 * @param app label value that names the app
 * @param trackKey label key that names the track
 * @param blue label value of BLUE
 * @param green label value of GREEN
 */
public record TrackLabels(String appKey, String app, String trackKey, String blue, String green) {

    /** @throws ConfigurationException if a key or value is not a valid label, or the two tracks share a value */
    public TrackLabels {
        Names.requireLabelKey("labels.appKey", appKey);
        Names.requireLabelValue("labels.app", app);
        Names.requireLabelKey("labels.trackKey", trackKey);
        Names.requireLabelValue("labels.blue", blue);
        Names.requireLabelValue("labels.green", green);
        if (blue.equals(green)) {
            throw new ConfigurationException(
                    "labels: BLUE and GREEN both have the value '" + blue + "' of " + trackKey + "; give each its own");
        }
        if (appKey.equals(trackKey)) {
            throw new ConfigurationException(
                    "labels: app and track use the same key '" + appKey + "'; give each its own");
        }
    }

    /** {@code app: <app>, track: blue|green}. */
    public static TrackLabels of(String app) {
        return new TrackLabels("app", app, "track", "blue", "green");
    }

    /** A copy with another app label. */
    public TrackLabels withApp(String key, String value) {
        return new TrackLabels(key, value, trackKey, blue, green);
    }

    /** A copy with another track label. */
    public TrackLabels withTrack(String key, String blueValue, String greenValue) {
        return new TrackLabels(appKey, app, key, blueValue, greenValue);
    }

    /**
     * The label value of a track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public String value(Track track) {
        Input.given("track", track, "give BLUE or GREEN");
        return track == Track.BLUE ? blue : green;
    }

    /** The track of a label value; empty for a third value. */
    public Optional<Track> track(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.equals(blue)) {
            return Optional.of(Track.BLUE);
        }
        return value.equals(green) ? Optional.of(Track.GREEN) : Optional.empty();
    }

    /**
     * The labels that select the pods of one track, app first.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public Map<String, String> selector(Track track) {
        Input.given("track", track, "give BLUE or GREEN");
        Map<String, String> selector = new LinkedHashMap<>();
        selector.put(appKey, app);
        selector.put(trackKey, value(track));
        return selector;
    }
}

package dev.bluegreen.internal.record;

import dev.bluegreen.model.Track;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A staged version.
 *
 * @param track the track that was staged since the last cutover: it no longer runs what traffic was taken from
 * @param templates fingerprints of the pod templates as they were staged last, for tracks of which they are known. A mark on
 * an annotation on the workload is lost if the workload is replaced; this is not
 */
public record Staged(Optional<Track> track, Map<Track, String> templates) {

    /** The longest fingerprint that is kept. */
    static final int LONGEST = 128;

    /** Nothing. */
    public static final Staged NOTHING = new Staged(Optional.empty(), Map.of());

    /** Copies the map. */
    public Staged {
        templates = Map.copyOf(templates);
    }

    /** The fingerprint of a track's pod template as it was staged last. */
    public Optional<String> template(Track of) {
        return Optional.ofNullable(templates.get(of));
    }

    /** About to be written: what it will be is not known yet. */
    Staged begun(Track of) {
        return new Staged(Optional.of(of), without(of));
    }

    Staged as(Track of, String template) {
        Map<Track, String> all = without(of);
        if (!template.isEmpty() && template.length() <= LONGEST) {
            all.put(of, template);
        }
        return new Staged(track, all);
    }

    Staged switched() {
        return new Staged(Optional.empty(), templates);
    }

    Staged retired(Track of) {
        return new Staged(track, without(of));
    }

    private Map<Track, String> without(Track of) {
        Map<Track, String> all = new EnumMap<>(Track.class);
        all.putAll(templates);
        all.remove(of);
        return all;
    }
}

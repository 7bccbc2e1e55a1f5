package dev.bluegreen.internal.record;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A staged version.
 *
 * @param track the track that was staged since the last cutover: it no longer runs what traffic was taken from
 * @param templates fingerprints of the pod templates as they were staged last, for tracks of which they are known. A mark on
 *     an annotation on the workload is lost if the workload is replaced; this is not
 */
public record Staged(Optional<Track> track, Map<Track, String> templates) {

    private static final String CHANGED = "changed-since-stage";

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

    /**
     * A finding if a pod template is not as it was staged: the platform's own annotation may have been lost with the workload.
     *
     * @param target as it was read; where the platform tells of a change itself, it knows more
     */
    public Stream<Finding> changed(Workload target) {
        boolean isTold =
                target.findings().stream().anyMatch(finding -> finding.id().equals(CHANGED));
        return template(target.track()).stream()
                .filter(template -> !isTold
                        && !target.template().isEmpty()
                        && !target.template().equals(template))
                .map(template -> Finding.warning(
                        CHANGED,
                        "the pod template of " + target.name()
                                + " is not the one that was staged; which fields changed is" + " not known",
                        "stage it again, or check that the change is meant to be released"));
    }

    /** Staging has begun, and its template is not known yet. */
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

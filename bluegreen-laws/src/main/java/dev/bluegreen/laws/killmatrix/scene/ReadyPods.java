package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.request.ObjectChange;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the ready pods of each track, change by change. Not thread-safe. */
final class ReadyPods {

    private final Map<String, Track> readyByName = new HashMap<>();

    /** The track whose number is now another one. */
    Optional<Track> changed(ObjectChange pod) {
        Optional<Track> is = SceneHistory.track(Trees.text(pod.after(), "metadata", "labels", "track"))
                .filter(track -> isReady(pod.after()));
        Optional<Track> was = Optional.ofNullable(
                is.isPresent() ? readyByName.put(pod.name(), is.get()) : readyByName.remove(pod.name()));
        return is.equals(was) ? Optional.empty() : is.or(() -> was);
    }

    Map<Track, Integer> ready() {
        Map<Track, Integer> ready = new EnumMap<>(Track.class);
        readyByName.values().forEach(track -> ready.merge(track, 1, Integer::sum));
        return ready;
    }

    private static boolean isReady(@Nullable Map<String, Object> pod) {
        return Trees.text(pod, "metadata", "deletionTimestamp").isEmpty()
                && Trees.maps(pod, "status", "conditions").stream()
                        .anyMatch(condition -> Trees.text(condition, "type").equals("Ready")
                                && Trees.text(condition, "status").equals("True"));
    }
}

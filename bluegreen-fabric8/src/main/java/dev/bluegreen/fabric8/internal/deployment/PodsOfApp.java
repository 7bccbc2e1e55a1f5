package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pods that carry the label of an app, of whatever track and owner, as they were when a workload was read. */
public record PodsOfApp(List<Pod> all) {

    /** Copies the list. */
    public PodsOfApp {
        all = List.copyOf(all);
    }

    /** The pods that a selector matches, of those that were read with a track; empty if the selector may match others too. */
    public static Optional<List<Pod>> selected(Workload read, World world, Map<String, String> selector) {
        TrackLabels labels = world.release().labels();
        return read.source()
                .filter(source -> labels.app().equals(selector.get(labels.appKey())))
                .filter(PodsOfApp.class::isInstance)
                .map(PodsOfApp.class::cast)
                .map(pods -> pods.all.stream()
                        .filter(pod -> Fields.selects(selector, Fields.labels(pod)))
                        .toList());
    }
}

package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All pods that carry the label of an app, of whatever track and owner, as they were when a workload was read. */
public record PodsOfApp(List<Pod> all) {

    /** Copies the list. */
    public PodsOfApp {
        all = List.copyOf(all);
    }

    /** The pods that a selector matches, of those that were read with the stacks; empty if the selector may match others too. */
    public static Optional<List<Pod>> selected(World read, Map<String, String> selector) {
        TrackLabels labels = read.release().labels();
        return Stream.of(read.blue(), read.green())
                .flatMap(workload -> workload.source().stream())
                .filter(PodsOfApp.class::isInstance)
                .map(PodsOfApp.class::cast)
                .findFirst()
                .filter(pods -> labels.app().equals(selector.get(labels.appKey())))
                .map(pods -> pods.all.stream()
                        .filter(pod -> Fields.selects(selector, Fields.labels(pod)))
                        .toList());
    }
}

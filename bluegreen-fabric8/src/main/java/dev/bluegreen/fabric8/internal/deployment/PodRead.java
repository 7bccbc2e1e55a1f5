package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of an app, or the reason why they could not be read.
 *
 * @param found the pods; none if reading failed
 * @param why reason of the failure; empty if they were read
 */
record PodRead(List<Pod> found, Optional<String> why) {

    static PodRead of(Kube kube, TrackLabels labels) {
        try {
            return new PodRead(kube.list(Pod.class, Map.of(labels.appKey(), labels.app())), Optional.empty());
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.FORBIDDEN) {
                throw e;
            }
            return new PodRead(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Pods as they are watched. */
    static PodRead watched(List<Pod> pods) {
        return new PodRead(pods, Optional.empty());
    }

    /**
     * The workload of a track whose Deployment could not be read: the pods with its labels that one Deployment owns.
     *
     * @param name its name if the pods do not tell
     * @param why reason of the failure
     */
    Workload unread(ReleaseSpec release, Track track, String name, String why) {
        List<Pod> own = found.stream()
                .filter(pod -> Fields.selects(release.labels().selector(track), Fields.labels(pod)))
                .filter(pod -> Owner.of(pod).isDeployment())
                .toList();
        List<String> owners =
                own.stream().map(pod -> Owner.of(pod).name()).distinct().toList();
        return owners.size() == 1
                ? Workload.unread(track, owners.get(0), why, DeploymentView.pods(own))
                : Workload.none(track, name, why);
    }
}

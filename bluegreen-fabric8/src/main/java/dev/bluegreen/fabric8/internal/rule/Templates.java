package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;

/** The pod templates of the tracks. */
final class Templates {

    private Templates() {}

    /** The template of a track; empty if its Deployment was deleted since the world was read. */
    static Optional<PodSpec> of(Kube kube, Inspection inspection, Track track) {
        String name = inspection.world().workload(track).name();
        return kube.get(Deployment.class, name)
                .map(found -> found.getSpec().getTemplate().getSpec());
    }
}

package dev.bluegreen.fabric8;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.Tunnel;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.spi.Previews;
import java.util.List;
import java.util.Set;

/** The ways into a cluster that smoke tests take, all through the API server. */
final class ClusterPreviews implements Previews {

    private final Kube kube;

    ClusterPreviews(Kube kube) {
        this.kube = kube;
    }

    @Override
    public Tunnel tunnel(Pod pod, int port) {
        return new PodTunnel(kube, pod.name(), port);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, Set<Access> uses) {
        return Permissions.ofTests(uses);
    }
}

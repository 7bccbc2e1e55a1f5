package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.api.Pods;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.spi.Previews;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Access of smoke tests to a cluster, all through the API server. */
public record ClusterPreviews(Kube kube, NamespaceWatch watch) implements Previews {

    @Override
    public Tunnel tunnel(Pod pod, int port) {
        return new PodTunnel(kube, pod.name(), port);
    }

    /** The logs of all its containers. */
    @Override
    public List<String> log(Pod pod, Optional<Instant> since) {
        return watch.named(pod.name()).stream()
                .flatMap(Pods::containers)
                .flatMap(container ->
                        kube.log(pod.name(), container.getName(), since).lines())
                .toList();
    }

    @Override
    public List<String> sweep(ReleaseSpec release) {
        return new TemporaryObjects(kube).deleteAll(release);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, Set<Access> uses) {
        return Permissions.ofTests(uses);
    }
}

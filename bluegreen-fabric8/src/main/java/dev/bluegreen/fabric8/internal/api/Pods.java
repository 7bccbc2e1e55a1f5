package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts read from pod objects. */
public final class Pods {

    private Pods() {}

    /** Image digests of its containers as resolved by the runtime, without dockershim's prefix. */
    public static Set<String> digests(Pod pod) {
        return containers(pod)
                .map(ContainerStatus::getImageID)
                .filter(image -> image != null && !image.isEmpty())
                .map(image -> image.replace("docker-pullable://", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static int restarts(Pod pod) {
        return containers(pod)
                .map(ContainerStatus::getRestartCount)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Reasons why its containers last terminated, restarted or not. */
    public static Set<String> endings(Pod pod) {
        return containers(pod)
                .flatMap(container -> Stream.of(container.getState(), container.getLastState()))
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .map(ContainerStateTerminated::getReason)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The containers that run concurrently, native sidecars last; other init containers are excluded. */
    public static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.ofNullable(pod.getStatus())
                .flatMap(status -> Stream.concat(Fields.each(status.getContainerStatuses()), sidecars(pod, status)));
    }

    private static Stream<ContainerStatus> sidecars(Pod pod, PodStatus status) {
        Set<String> names = TargetPort.containers(pod).map(Container::getName).collect(Collectors.toSet());
        return Fields.each(status.getInitContainerStatuses()).filter(container -> names.contains(container.getName()));
    }

    /** The workload revision that created it; empty if unknown. */
    public static String revision(Pod pod) {
        return Fields.labels(pod).getOrDefault(Owner.HASH, "");
    }
}

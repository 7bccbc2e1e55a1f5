package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a pod object says of the pod. */
public final class Pods {

    private static final String HASH = "pod-template-hash";

    private Pods() {}

    static Optional<PodCondition> readiness(Pod pod) {
        return PodState.readiness(pod);
    }

    public static boolean isReady(Pod pod) {
        return PodState.isReady(pod);
    }

    /** What its containers run, as the runtime resolved it; without the prefix that dockershim gave it. */
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

    /** Why its containers last ended: those that run again, and those that do not. */
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

    /** The containers that run beside each other, native sidecars last: an init container that ends by itself is none. */
    public static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.ofNullable(pod.getStatus())
                .flatMap(status -> Stream.concat(
                        Stream.ofNullable(status.getContainerStatuses()).flatMap(List::stream), sidecars(pod, status)));
    }

    private static Stream<ContainerStatus> sidecars(Pod pod, PodStatus status) {
        Set<String> names = TargetPort.containers(pod).map(Container::getName).collect(Collectors.toSet());
        return Stream.ofNullable(status.getInitContainerStatuses())
                .flatMap(List::stream)
                .filter(container -> names.contains(container.getName()));
    }

    public static boolean isTerminating(Pod pod) {
        return PodState.isTerminating(pod);
    }

    public static boolean hasEnded(Pod pod) {
        return PodState.hasEnded(pod);
    }

    public static Map<String, String> labels(Pod pod) {
        return PodState.labels(pod);
    }

    /** Which revision of its workload made it; empty when nothing says. */
    public static String revision(Pod pod) {
        return labels(pod).getOrDefault(HASH, "");
    }
}

package dev.bluegreen.fabric8;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a pod object says of the pod. */
final class Pods {

    private static final String HASH = "pod-template-hash";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Pods() {}

    static Optional<PodCondition> readiness(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst();
    }

    static boolean isReady(Pod pod) {
        return !isTerminating(pod)
                && readiness(pod)
                        .filter(condition -> condition.getStatus().equals("True"))
                        .isPresent();
    }

    /** What its containers run, as the runtime resolved it; without the prefix that dockershim gave it. */
    static Set<String> digests(Pod pod) {
        return containers(pod)
                .map(ContainerStatus::getImageID)
                .filter(image -> image != null && !image.isEmpty())
                .map(image -> image.replace("docker-pullable://", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    static int restarts(Pod pod) {
        return containers(pod)
                .map(ContainerStatus::getRestartCount)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Why its containers last ended: those that run again, and those that do not. */
    static Set<String> endings(Pod pod) {
        return containers(pod)
                .flatMap(container -> Stream.of(container.getState(), container.getLastState()))
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .map(ContainerStateTerminated::getReason)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.ofNullable(pod.getStatus()).flatMap(status -> status.getContainerStatuses().stream());
    }

    static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether it ran to its end: such a pod is no endpoint of anything. */
    static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getPhase() != null
                && ENDED.contains(pod.getStatus().getPhase());
    }

    static Map<String, String> labels(Pod pod) {
        return Maps.orEmpty(pod.getMetadata().getLabels());
    }

    /** Which revision of its workload made it; empty when nothing says. */
    static String revision(Pod pod) {
        return labels(pod).getOrDefault(HASH, "");
    }
}

package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reasons why the pods of a Deployment are not ready: from its conditions, its pods', and the containers' last log lines. */
record Diagnosis(Kube kube) {

    private static final int LINES = 5;
    private static final int PODS = 3;

    List<String> of(Workload workload) {
        Stream<String> ofDeployment =
                kube.get(Deployment.class, workload.name()).stream().flatMap(Diagnosis::ofDeployment);
        Stream<String> ofPods = kube.list(Pod.class, workload.selector()).stream()
                .filter(pod -> Owner.of(pod).isDeployment(workload.name()))
                .filter(pod -> !PodState.isReady(pod) && !PodState.isTerminating(pod))
                .sorted(Comparator.comparing(Diagnosis::created).reversed())
                .limit(PODS)
                .flatMap(this::ofPod);
        return Stream.concat(ofDeployment, ofPods).distinct().toList();
    }

    /** Creation time; all timestamps have the same format, so text order is time order. */
    private static String created(Pod pod) {
        return String.valueOf(pod.getMetadata().getCreationTimestamp());
    }

    /** Conditions of the Deployment, such as an exceeded quota or a refusing webhook. */
    private static Stream<String> ofDeployment(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).map(DeploymentStatus::getConditions).stream()
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals("ReplicaFailure")
                        && condition.getStatus().equals("True"))
                .map(condition -> "Deployment/" + deployment.getMetadata().getName() + ": " + condition.getReason()
                        + ": " + condition.getMessage());
    }

    private Stream<String> ofPod(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return Stream.empty();
        }
        Stream<String> unscheduled = Fields.each(status.getConditions())
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(PodCondition::getMessage);
        Stream<String> waiting = Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
                .flatMap(Fields::each)
                .flatMap(container -> ofContainer(pod, container));
        return Stream.concat(unscheduled, waiting)
                .map(text -> "pod " + pod.getMetadata().getName() + ": " + text);
    }

    private Stream<String> ofContainer(Pod pod, ContainerStatus container) {
        if (Boolean.TRUE.equals(container.getReady())) {
            return Stream.empty();
        }
        ContainerState state = container.getState();
        if (state != null && state.getTerminated() != null) {
            return Stream.of(ended(pod, container, state.getTerminated()));
        }
        return state == null || state.getWaiting() == null
                ? Stream.of("container " + container.getName() + " runs and is not ready")
                : Stream.of(waits(pod, container, state.getWaiting()));
    }

    private String ended(Pod pod, ContainerStatus container, ContainerStateTerminated end) {
        int restarts = Objects.requireNonNullElse(container.getRestartCount(), 0);
        return "container " + container.getName() + " ended with " + end.getReason() + ", exit code "
                + end.getExitCode() + " (restart " + restarts + ")" + lastWords(pod, container);
    }

    private String waits(Pod pod, ContainerStatus container, ContainerStateWaiting waiting) {
        String reason = String.valueOf(waiting.getReason());
        return "container " + container.getName() + ": " + reason
                + Optional.ofNullable(waiting.getMessage())
                        .map(text -> " (" + text + ")")
                        .orElse("")
                + (reason.equals("CrashLoopBackOff") ? lastWords(pod, container) : "");
    }

    private String lastWords(Pod pod, ContainerStatus container) {
        try {
            String log = kube.lastWords(pod.getMetadata().getName(), container.getName(), LINES);
            return log.isBlank()
                    ? ""
                    : ", last lines of its log: " + log.lines().collect(Collectors.joining(" | "));
        } catch (PlatformException e) {
            return ", its log could not be read: " + e.getMessage();
        }
    }
}

package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Pods;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reduces watched pods, of which there are more than of all other objects; what the pods of a track have in common is shared. */
final class PodSummary {

    private final Summaries summaries;
    private final Shared shared;

    PodSummary(Summaries summaries, Shared shared) {
        this.summaries = summaries;
        this.shared = shared;
    }

    Pod of(Pod pod) {
        ObjectMeta meta = summaries.meta(pod);
        meta.setOwnerReferences(Fields.each(pod.getMetadata().getOwnerReferences())
                .map(shared::one)
                .toList());
        Pod small = new Pod();
        small.setMetadata(meta);
        small.setSpec(shared.one(spec(pod.getSpec())));
        small.setStatus(status(pod));
        return small;
    }

    private static PodSpec spec(@Nullable PodSpec whole) {
        PodSpec small = new PodSpec();
        if (whole != null) {
            small.setReadinessGates(whole.getReadinessGates());
            small.setContainers(withPorts(Fields.each(whole.getContainers())));
            small.setInitContainers(
                    withPorts(Fields.each(whole.getInitContainers()).filter(TargetPort::isSidecar)));
        }
        return small;
    }

    private static List<Container> withPorts(Stream<Container> containers) {
        return containers
                .filter(container ->
                        container.getPorts() != null && !container.getPorts().isEmpty())
                .map(container -> new ContainerBuilder()
                        .withName(container.getName())
                        .withRestartPolicy(container.getRestartPolicy())
                        .withPorts(container.getPorts())
                        .build())
                .toList();
    }

    private PodStatus status(Pod pod) {
        PodStatus small = new PodStatus();
        small.setConditions(shared.one(
                PodState.readinessConditions(pod).map(PodSummary::condition).toList()));
        small.setContainerStatuses(shared.one(containers(pod)));
        PodStatus whole = pod.getStatus();
        if (whole != null) {
            small.setPhase(whole.getPhase() == null ? null : shared.one(whole.getPhase()));
            small.setPodIP(whole.getPodIP());
            small.setPodIPs(whole.getPodIPs());
        }
        return small;
    }

    /** With its time where it tells one registration of a target from the one before. */
    private static PodCondition condition(PodCondition whole) {
        return PodState.isReadiness(whole)
                ? new PodConditionBuilder()
                        .withType(whole.getType())
                        .withStatus(whole.getStatus())
                        .build()
                : whole;
    }

    private static List<ContainerStatus> containers(Pod pod) {
        return Pods.containers(pod)
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImageID(container.getImageID())
                        .withRestartCount(container.getRestartCount())
                        .withState(ended(container.getState()))
                        .withLastState(ended(container.getLastState()))
                        .build())
                .toList();
    }

    /** The state of a terminated container: only its reason. */
    private static @Nullable ContainerState ended(@Nullable ContainerState state) {
        return state == null || state.getTerminated() == null
                ? null
                : new ContainerStateBuilder()
                        .withNewTerminated()
                        .withReason(state.getTerminated().getReason())
                        .endTerminated()
                        .build();
    }
}

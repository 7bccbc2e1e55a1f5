package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Pods;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores only the fields of watched objects that a release reads: a namespace of 1,000 releases has thousands of pods, and
 * most of their size is in the specs.
 */
final class TrimmedStore<T extends HasMetadata> extends BasicItemStore<T> {

    private final UnaryOperator<T> reduce;

    private TrimmedStore(UnaryOperator<T> reduce) {
        super(object -> object.getMetadata().getName());
        this.reduce = reduce;
    }

    @Override
    public T put(String key, T object) {
        return super.put(key, reduce.apply(object));
    }

    static TrimmedStore<Pod> pods() {
        return new TrimmedStore<>(TrimmedStore::pod);
    }

    static TrimmedStore<Deployment> deployments() {
        return new TrimmedStore<>(TrimmedStore::deployment);
    }

    static TrimmedStore<EndpointSlice> slices() {
        return new TrimmedStore<>(
                slice -> slice.toBuilder().withMetadata(meta(slice)).build());
    }

    /** Services stay complete: there are few, and their managedFields are needed. */
    static TrimmedStore<Service> services() {
        return new TrimmedStore<>(UnaryOperator.identity());
    }

    /** Complete objects, of which few are watched. */
    static <T extends HasMetadata> TrimmedStore<T> whole() {
        return new TrimmedStore<>(UnaryOperator.identity());
    }

    private static Pod pod(Pod pod) {
        return new PodBuilder()
                .withMetadata(new ObjectMetaBuilder(meta(pod))
                        .withOwnerReferences(pod.getMetadata().getOwnerReferences())
                        .build())
                .withNewSpec()
                .withContainers(
                        withPorts(pod.getSpec() == null ? null : pod.getSpec().getContainers()))
                .withInitContainers(sidecars(pod))
                .endSpec()
                .withNewStatus()
                .withPhase(pod.getStatus() == null ? null : pod.getStatus().getPhase())
                .withPodIP(pod.getStatus() == null ? null : pod.getStatus().getPodIP())
                .withPodIPs(pod.getStatus() == null ? null : pod.getStatus().getPodIPs())
                .withConditions(readiness(pod))
                .withContainerStatuses(containers(pod))
                .endStatus()
                .build();
    }

    private static List<Container> sidecars(Pod pod) {
        List<Container> all = pod.getSpec() == null ? null : pod.getSpec().getInitContainers();
        return withPorts(Optional.ofNullable(all).stream()
                .flatMap(List::stream)
                .filter(TargetPort::isSidecar)
                .toList());
    }

    private static List<Container> withPorts(@Nullable List<Container> containers) {
        return Optional.ofNullable(containers).stream()
                .flatMap(List::stream)
                .filter(container ->
                        container.getPorts() != null && !container.getPorts().isEmpty())
                .map(container -> new ContainerBuilder()
                        .withName(container.getName())
                        .withRestartPolicy(container.getRestartPolicy())
                        .withPorts(container.getPorts())
                        .build())
                .toList();
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

    private static List<PodCondition> readiness(Pod pod) {
        return PodState.readinessConditions(pod).toList();
    }

    private static Deployment deployment(Deployment deployment) {
        return new DeploymentBuilder()
                .withMetadata(meta(deployment))
                .withNewSpec()
                .withReplicas(deployment.getSpec().getReplicas())
                .withPaused(deployment.getSpec().getPaused())
                .withSelector(deployment.getSpec().getSelector())
                .endSpec()
                .withStatus(deployment.getStatus())
                .build();
    }

    private static ObjectMeta meta(HasMetadata object) {
        ObjectMeta whole = object.getMetadata();
        return new ObjectMetaBuilder()
                .withName(whole.getName())
                .withUid(whole.getUid())
                .withResourceVersion(whole.getResourceVersion())
                .withGeneration(whole.getGeneration())
                .withLabels(whole.getLabels())
                .withCreationTimestamp(whole.getCreationTimestamp())
                .withDeletionTimestamp(whole.getDeletionTimestamp())
                .build();
    }
}

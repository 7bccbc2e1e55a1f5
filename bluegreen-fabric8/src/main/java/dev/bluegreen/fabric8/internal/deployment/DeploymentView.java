package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Pods;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Deployment and its pods as the workload of a track. */
public final class DeploymentView {

    private DeploymentView() {}

    /** The workload, with the pods its selector matches. */
    public static Workload of(Track track, Deployment deployment, List<io.fabric8.kubernetes.api.model.Pod> podsOfApp) {
        PodSpec template = deployment.getSpec().getTemplate().getSpec();
        List<Container> containers = TargetPort.containers(template.getContainers(), template.getInitContainers())
                .toList();
        return Workload.builder(track, deployment.getMetadata().getName())
                .selector(Fields.matchLabels(deployment))
                .images(containers.stream().map(Container::getImage).toList())
                .desired(Rollout.desired(deployment))
                .rollout(Rollout.missing(deployment))
                .probesMissing(probesMissing(containers))
                .ports(ports(containers))
                .pods(pods(
                        deployment.getMetadata().getName(),
                        Fields.matchLabels(deployment),
                        Rollout.missing(deployment).isEmpty(),
                        podsOfApp))
                .version(version(deployment))
                .build();
    }

    /** A copy with current rollout state and pods, which change without a new version. */
    static Workload refreshed(
            Workload known, Optional<Deployment> deployment, List<io.fabric8.kubernetes.api.model.Pod> podsOfApp) {
        Optional<String> rollout = deployment
                .map(Rollout::missing)
                .orElseGet(() -> Optional.of("Deployment/" + known.name() + " is gone"));
        return known.toBuilder()
                .desired(deployment.map(Rollout::desired).orElse(0))
                .rollout(rollout)
                .pods(pods(known.name(), known.selector(), rollout.isEmpty(), podsOfApp))
                .counted(0)
                .version(deployment.map(DeploymentView::version).orElse(""))
                .stalled(deployment.filter(Rollout::isStalled).isPresent())
                .source(Optional.of(new PodsOfApp(podsOfApp)))
                .build();
    }

    private static String version(Deployment deployment) {
        return String.valueOf(deployment.getMetadata().getResourceVersion());
    }

    /** Containers without a readiness probe; one without ports needs none beside one with probes. */
    private static List<String> probesMissing(List<Container> containers) {
        boolean isProbed = containers.stream()
                .anyMatch(container -> container.getReadinessProbe() != null && container.getLivenessProbe() != null);
        return containers.stream()
                .filter(container -> !isProbed || hasPorts(container))
                .flatMap(DeploymentView::probesMissing)
                .toList();
    }

    private static boolean hasPorts(Container container) {
        return container.getPorts() != null && !container.getPorts().isEmpty();
    }

    private static Stream<String> probesMissing(Container container) {
        Stream<String> readiness = container.getReadinessProbe() == null ? Stream.of("readiness") : Stream.empty();
        Stream<String> liveness = container.getLivenessProbe() == null ? Stream.of("liveness") : Stream.empty();
        return Stream.concat(readiness, liveness).map(probe -> container.getName() + ": " + probe);
    }

    private static Map<String, Integer> ports(List<Container> containers) {
        return containers.stream()
                .flatMap(container -> Fields.each(container.getPorts()))
                .collect(Collectors.toMap(
                        port -> TargetPort.key(
                                port.getName() == null ? port.getContainerPort().toString() : port.getName(),
                                port.getProtocol()),
                        ContainerPort::getContainerPort,
                        (first, again) -> first));
    }

    /** The pods of the Deployment: matched by its selector and owned by it. */
    private static List<Pod> pods(
            String name,
            Map<String, String> selector,
            boolean rolledOut,
            List<io.fabric8.kubernetes.api.model.Pod> podsOfApp) {
        List<io.fabric8.kubernetes.api.model.Pod> own = podsOfApp.stream()
                .filter(pod -> Owner.of(pod).isDeployment(name))
                .filter(pod -> Fields.selects(selector, Fields.labels(pod)))
                .filter(pod -> !PodState.hasEnded(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        Optional<String> current = rolledOut ? currentRevision(own) : Optional.empty();
        return own.stream().map(pod -> view(pod, current)).toList();
    }

    /** Pods of a Deployment that could not be read, in our model. */
    static List<Pod> pods(List<io.fabric8.kubernetes.api.model.Pod> own) {
        return own.stream()
                .filter(pod -> !PodState.hasEnded(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> view(pod, Optional.empty()))
                .toList();
    }

    private static Pod view(io.fabric8.kubernetes.api.model.Pod pod, Optional<String> current) {
        return Pod.builder(pod.getMetadata().getName(), pod.getMetadata().getUid())
                .labels(Fields.labels(pod))
                .ready(PodState.isReady(pod))
                .terminating(PodState.isTerminating(pod))
                .outdated(current.filter(revision -> !revision.equals(Pods.revision(pod)))
                        .isPresent())
                .restarts(Pods.restarts(pod))
                .endings(Pods.endings(pod))
                .digests(Pods.digests(pod))
                .build();
    }

    /**
     * The revision of most running pods; of equals, the newest. After a complete rollout that is the latest: its status counts
     * every running pod as updated, so a pod of another revision is new to the status, or left over. During a rollout the
     * majority means nothing, and the rollout itself is reported.
     */
    private static Optional<String> currentRevision(List<io.fabric8.kubernetes.api.model.Pod> own) {
        Map<String, List<io.fabric8.kubernetes.api.model.Pod>> living =
                own.stream().filter(pod -> !PodState.isTerminating(pod)).collect(Collectors.groupingBy(Pods::revision));
        return living.entrySet().stream()
                .max(Comparator.<Map.Entry<String, List<io.fabric8.kubernetes.api.model.Pod>>>comparingInt(
                                revision -> revision.getValue().size())
                        .thenComparing(revision -> newest(revision.getValue())))
                .map(Map.Entry::getKey);
    }

    /** The newest timestamp; all have the same format, so text order is time order. */
    private static String newest(List<io.fabric8.kubernetes.api.model.Pod> pods) {
        return pods.stream()
                .map(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
                .max(Comparator.naturalOrder())
                .orElse("");
    }
}

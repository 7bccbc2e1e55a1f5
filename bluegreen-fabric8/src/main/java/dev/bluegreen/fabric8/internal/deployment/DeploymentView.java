package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.api.Pods;
import dev.bluegreen.fabric8.internal.world.Owner;
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

    /** The workload, with those of the pods that its selector takes. */
    public static Workload of(Track track, Deployment deployment, List<io.fabric8.kubernetes.api.model.Pod> podsOfApp) {
        PodSpec template = deployment.getSpec().getTemplate().getSpec();
        List<Container> containers = TargetPort.containers(template.getContainers(), template.getInitContainers())
                .toList();
        return Workload.builder(track, deployment.getMetadata().getName())
                .selector(Maps.matchLabels(deployment))
                .images(containers.stream().map(Container::getImage).toList())
                .desired(Rollout.desired(deployment))
                .rollout(Rollout.missing(deployment))
                .probesMissing(probesMissing(containers))
                .ports(ports(containers))
                .pods(pods(
                        deployment.getMetadata().getName(),
                        Maps.matchLabels(deployment),
                        Rollout.missing(deployment).isEmpty(),
                        podsOfApp))
                .version(version(deployment))
                .build();
    }

    /** The same workload with what changes while its version does not: rollout and pods. */
    static Workload refreshed(
            Workload known, Optional<Deployment> deployment, List<io.fabric8.kubernetes.api.model.Pod> podsOfApp) {
        Optional<String> rollout = deployment
                .map(Rollout::missing)
                .orElseGet(() -> Optional.of("Deployment/" + known.name() + " is gone"));
        return Workload.builder(known.track(), known.name())
                .selector(known.selector())
                .images(known.images())
                .desired(deployment.map(Rollout::desired).orElse(0))
                .rollout(rollout)
                .probesMissing(known.probesMissing())
                .ports(known.ports())
                .pods(pods(known.name(), known.selector(), rollout.isEmpty(), podsOfApp))
                .version(deployment.map(DeploymentView::version).orElse(""))
                .build()
                .withTemplate(known.template());
    }

    private static String version(Deployment deployment) {
        return String.valueOf(deployment.getMetadata().getResourceVersion());
    }

    /** A container without ports beside one with probes answers nobody: it needs none. */
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
                .flatMap(container -> Stream.ofNullable(container.getPorts()).flatMap(List::stream))
                .collect(Collectors.toMap(
                        port -> TargetPort.key(
                                port.getName() == null ? port.getContainerPort().toString() : port.getName(),
                                port.getProtocol()),
                        ContainerPort::getContainerPort,
                        (first, again) -> first));
    }

    /** Pods that its selector takes and somebody else keeps, or nobody, are none of its. */
    private static List<Pod> pods(
            String name,
            Map<String, String> selector,
            boolean rolledOut,
            List<io.fabric8.kubernetes.api.model.Pod> podsOfApp) {
        List<io.fabric8.kubernetes.api.model.Pod> own = podsOfApp.stream()
                .filter(pod -> Owner.of(pod).isDeployment(name))
                .filter(pod -> Maps.selects(selector, Pods.labels(pod)))
                .filter(pod -> !Pods.hasEnded(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        Optional<String> current = rolledOut ? currentRevision(own) : Optional.empty();
        return own.stream().map(pod -> view(pod, current)).toList();
    }

    /** Pods of a Deployment that could not be read. */
    static List<Pod> pods(List<io.fabric8.kubernetes.api.model.Pod> own) {
        return own.stream()
                .filter(pod -> !Pods.hasEnded(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> view(pod, Optional.empty()))
                .toList();
    }

    private static Pod view(io.fabric8.kubernetes.api.model.Pod pod, Optional<String> current) {
        return Pod.builder(pod.getMetadata().getName(), pod.getMetadata().getUid())
                .labels(Pods.labels(pod))
                .ready(Pods.isReady(pod))
                .terminating(Pods.isTerminating(pod))
                .outdated(current.filter(revision -> !revision.equals(Pods.revision(pod)))
                        .isPresent())
                .restarts(Pods.restarts(pod))
                .endings(Pods.endings(pod))
                .digests(Pods.digests(pod))
                .build();
    }

    /**
     * The revision most living pods are of, the newest of equals. Once a Deployment is rolled out that is its latest: its
     * status counts every living pod as updated, so that a pod of another revision is one that its status does not know
     * yet or that was left behind. Before that a majority tells nothing, and the rollout itself is reported.
     */
    private static Optional<String> currentRevision(List<io.fabric8.kubernetes.api.model.Pod> own) {
        Map<String, List<io.fabric8.kubernetes.api.model.Pod>> living =
                own.stream().filter(pod -> !Pods.isTerminating(pod)).collect(Collectors.groupingBy(Pods::revision));
        return living.entrySet().stream()
                .max(Comparator.<Map.Entry<String, List<io.fabric8.kubernetes.api.model.Pod>>>comparingInt(
                                revision -> revision.getValue().size())
                        .thenComparing(revision -> newest(revision.getValue())))
                .map(Map.Entry::getKey);
    }

    /** Timestamps of one form, so that their text compares as they do. */
    private static String newest(List<io.fabric8.kubernetes.api.model.Pod> pods) {
        return pods.stream()
                .map(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
                .max(Comparator.naturalOrder())
                .orElse("");
    }
}

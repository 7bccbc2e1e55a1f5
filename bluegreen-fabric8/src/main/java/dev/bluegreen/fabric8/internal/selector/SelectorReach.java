package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Check that a selector would reach any ready pod of its target: by the watched pods or, before the watches are open, by the
 * Deployment as read.
 */
public final class SelectorReach {

    private final SelectorWrite write;
    private final Service service;
    private final Workload target;
    private final Optional<List<io.fabric8.kubernetes.api.model.Pod>> watched;

    /** @param watched pods of the app; empty if the watches are not open or stale */
    public SelectorReach(SelectorWrite write, Optional<List<io.fabric8.kubernetes.api.model.Pod>> watched) {
        this.write = write;
        this.watched = watched;
        this.service = write.before();
        this.target = write.targetWorkload();
    }

    /** Reason why it would reach none of the existing pods; empty if it reaches some, or that is unknown. */
    public Optional<String> missesAll() {
        List<Pod> ready = target.pods().stream()
                .filter(pod -> pod.ready() && !pod.terminating())
                .toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        return ready.stream().anyMatch(pod -> pod.matches(write.selector()))
                ? withoutPort()
                : Optional.of(unselected(ready));
    }

    private String unselected(List<Pod> ready) {
        return write.router() + " would select none of the " + Wording.pods(ready.size()) + " of " + write.target()
                + " that are ready by " + write.selector()
                + "; remove the key from its selector that they do not carry";
    }

    private Optional<String> withoutPort() {
        List<ServicePort> ports = Objects.requireNonNullElse(service.getSpec().getPorts(), List.of());
        return ports.isEmpty() || ports.stream().anyMatch(this::isThere)
                ? Optional.empty()
                : Optional.of(write.router() + " would find none of its ports in the pods of " + target.name()
                        + ", which are " + names(ports)
                        + "; give a container there that port, or correct targetPort in the Service");
    }

    /** True if the ready pods have the port; during a rollout the template does not tell. */
    private boolean isThere(ServicePort port) {
        List<io.fabric8.kubernetes.api.model.Pod> ready = readyNow();
        return ready.isEmpty()
                ? target.rollout().isPresent()
                        || TargetPort.key(port).map(target.ports()::containsKey).orElse(true)
                : ready.stream().anyMatch(pod -> TargetPort.isIn(pod, port));
    }

    private List<io.fabric8.kubernetes.api.model.Pod> readyNow() {
        return watched.orElse(List.of()).stream()
                .filter(PodState::isReady)
                .filter(pod -> Owner.of(pod).isDeployment(target.name()))
                .toList();
    }

    private static String names(List<ServicePort> ports) {
        return ports.stream()
                .flatMap(port -> TargetPort.key(port).stream())
                .map(key -> "'" + key + "'")
                .collect(Collectors.joining(", "));
    }
}

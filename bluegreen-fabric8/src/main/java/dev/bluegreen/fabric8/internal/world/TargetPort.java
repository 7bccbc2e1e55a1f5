package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The target port of a Service port in a pod. A number needs no declaration in the pod. A name stands for the first container
 * port of this name and protocol: of the containers, then of native sidecars (init containers with restartPolicy Always),
 * which the EndpointSlice controller considers since Kubernetes 1.32.
 */
public final class TargetPort {

    private static final String ALWAYS = "Always";

    /** Treatment of native sidecars in the search for named ports, by cluster version. */
    public enum Sidecars {
        /** Since 1.32. */
        SEARCHED,
        /** Before 1.32. */
        LEFT_OUT
    }

    private TargetPort() {}

    /** True if the pod has the target port. */
    public static boolean isIn(Pod pod, ServicePort port) {
        return in(pod, port).isPresent();
    }

    /** The port's number in the pod; empty if the pod has no port of that name and protocol. */
    static OptionalInt in(Pod pod, ServicePort port) {
        return in(port, containers(pod));
    }

    /** The port's number in the pod, as found by a cluster's version. */
    static OptionalInt in(Pod pod, ServicePort port, Sidecars sidecars) {
        return in(port, sidecars == Sidecars.SEARCHED ? containers(pod) : ownContainers(pod));
    }

    /** True if only a native sidecar of the pod has the port, so the result depends on the cluster's version. */
    public static boolean isOfSidecar(Pod pod, ServicePort port) {
        return in(pod, port).isPresent() && in(pod, port, Sidecars.LEFT_OUT).isEmpty();
    }

    private static OptionalInt in(ServicePort port, Stream<Container> containers) {
        Optional<String> name = name(port);
        return name.isEmpty()
                ? OptionalInt.of(number(port))
                : containers
                        .flatMap(TargetPort::ports)
                        .filter(declared -> name.get().equals(declared.getName()))
                        .filter(declared ->
                                Port.protocol(declared.getProtocol()).equals(Port.protocol(port.getProtocol())))
                        .map(ContainerPort::getContainerPort)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .findFirst();
    }

    /** The port name to find in pods; empty for a number. */
    public static Optional<String> name(ServicePort port) {
        return Optional.ofNullable(port.getTargetPort())
                .map(target -> Port.orEmpty(target.getStrVal()))
                .filter(name -> !name.isEmpty());
    }

    /** The port name with the protocol, as listed by a workload; empty for a number. */
    public static Optional<String> key(ServicePort port) {
        return name(port).map(name -> key(name, port.getProtocol()));
    }

    /** A port's name, with the protocol unless it is TCP, such as {@code dns/UDP}. */
    public static String key(String name, @Nullable String protocol) {
        return Port.protocol(protocol).equals(Port.TCP) ? name : name + "/" + protocol;
    }

    /** The containers that run concurrently, native sidecars last. */
    public static Stream<Container> containers(Pod pod) {
        return pod.getSpec() == null
                ? Stream.empty()
                : containers(pod.getSpec().getContainers(), pod.getSpec().getInitContainers());
    }

    private static Stream<Container> ownContainers(Pod pod) {
        return pod.getSpec() == null
                ? Stream.empty()
                : Fields.each(pod.getSpec().getContainers());
    }

    /** The same for a pod template. */
    public static Stream<Container> containers(List<Container> containers, List<Container> initContainers) {
        return Stream.concat(
                Fields.each(containers), Fields.each(initContainers).filter(TargetPort::isSidecar));
    }

    /** True if an init container is a native sidecar. */
    public static boolean isSidecar(Container initContainer) {
        return ALWAYS.equals(initContainer.getRestartPolicy());
    }

    private static int number(ServicePort port) {
        Integer target =
                port.getTargetPort() == null ? null : port.getTargetPort().getIntVal();
        return target == null || target == 0 ? port.getPort() : target;
    }

    private static Stream<ContainerPort> ports(Container container) {
        return Fields.each(container.getPorts());
    }
}

package dev.bluegreen.fabric8.internal.world;

import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The slices that the EndpointSlice controller would write for a Service that selects given pods. It omits pods that have
 * ended or have no address of the family; a pod without the named port is in a slice without that port.
 */
public final class ExpectedSlices {

    private ExpectedSlices() {}

    /** The slices of the given selected pods. */
    public static List<EndpointSlice> of(Service service, Collection<Pod> selected, Sidecars sidecars) {
        return Family.of(service).stream()
                .flatMap(family -> selected.stream()
                        .filter(pod -> !PodState.hasEnded(pod))
                        .filter(pod -> !family.addresses(pod).isEmpty())
                        .map(pod -> slice(service, family, pod, sidecars)))
                .toList();
    }

    /** True if the pod has an address of the frontend's family, and its target port. */
    public static boolean canServe(Service service, Frontend frontend, Pod pod, Sidecars sidecars) {
        return frontend.family().isOf(pod) && hasPort(service, frontend, pod, sidecars);
    }

    /** True if the pod has the frontend's target port. */
    public static boolean hasPort(Service service, Frontend frontend, Pod pod, Sidecars sidecars) {
        return frontend.declaration(service)
                .map(port -> TargetPort.in(pod, port, sidecars).isPresent())
                .orElse(true);
    }

    private static EndpointSlice slice(Service service, Family family, Pod pod, Sidecars sidecars) {
        boolean terminating = PodState.isTerminating(pod);
        boolean serving = PodState.isServing(pod);
        boolean published = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withLabels(Backend.computed())
                .endMetadata()
                .withAddressType(family.toString())
                .withPorts(ports(service, pod, sidecars))
                .addNewEndpoint()
                .withAddresses(family.addresses(pod))
                .withNewConditions()
                .withReady(published || (serving && !terminating))
                .withServing(serving)
                .withTerminating(terminating)
                .endConditions()
                .withNewTargetRef()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .endEndpoint()
                .build();
    }

    private static List<EndpointPort> ports(Service service, Pod pod, Sidecars sidecars) {
        return Fields.each(service.getSpec().getPorts())
                .flatMap(port -> port(port, pod, sidecars))
                .toList();
    }

    private static Stream<EndpointPort> port(ServicePort port, Pod pod, Sidecars sidecars) {
        Port named = Port.of(port);
        return TargetPort.in(pod, port, sidecars).stream()
                .mapToObj(number -> new EndpointPortBuilder()
                        .withName(named.name())
                        .withProtocol(named.protocol())
                        .withPort(number)
                        .build());
    }
}

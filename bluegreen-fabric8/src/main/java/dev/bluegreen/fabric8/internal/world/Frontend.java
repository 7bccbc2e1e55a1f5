package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;

/**
 * A port of a Service in one address family, to which clients connect.
 *
 * @param port empty for a headless Service without ports, whose clients get addresses and choose a port themselves
 */
public record Frontend(Family family, Optional<Port> port) {

    /** All frontends of a Service, in its order. */
    public static List<Frontend> of(Service service) {
        List<ServicePort> declared = service.getSpec().getPorts();
        List<Optional<Port>> ports = declared == null || declared.isEmpty()
                ? List.of(Optional.empty())
                : declared.stream().map(Port::of).map(Optional::of).toList();
        return Family.of(service).stream()
                .flatMap(family -> ports.stream().map(port -> new Frontend(family, port)))
                .toList();
    }

    /** The Service's declaration of this port. */
    public Optional<ServicePort> declaration(Service service) {
        return Fields.each(service.getSpec().getPorts())
                .filter(declared -> port.equals(Optional.of(Port.of(declared))))
                .findFirst();
    }

    /** TCP, UDP or SCTP. */
    public String protocol() {
        return port.map(Port::protocol).orElse(Port.TCP);
    }

    /** Such as {@code IPv4 port http}. */
    @Override
    public String toString() {
        return family + port.map(named -> " " + named).orElse("");
    }
}

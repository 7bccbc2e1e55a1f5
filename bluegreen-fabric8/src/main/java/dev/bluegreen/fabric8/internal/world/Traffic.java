package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What carries the traffic of a Service, frontend by frontend, from all slices that carry its name, whoever manages them.
 * That is how a node proxy reads them: a port of a slice belongs to the port of the Service with its name and protocol, so that
 * a slice without ports serves none; connections go to ready endpoints, and where none is ready to those that shut down and
 * still serve. A headless Service has no proxy: its clients are given the ready addresses of all its slices.
 */
public final class Traffic {

    private static final String HEADLESS = "None";

    private final boolean headless;
    private final List<EndpointSlice> slices;
    private final Map<Frontend, List<Backend>> backends;

    private Traffic(boolean headless, List<EndpointSlice> slices, Map<Frontend, List<Backend>> backends) {
        this.headless = headless;
        this.slices = slices;
        this.backends = backends;
    }

    /** The function of the world. */
    public static Traffic of(Service service, Collection<EndpointSlice> slices) {
        Map<Frontend, List<Backend>> backends = new LinkedHashMap<>();
        for (Frontend frontend : Frontend.of(service)) {
            backends.put(
                    frontend,
                    slices.stream().flatMap(slice -> in(slice, frontend)).toList());
        }
        return new Traffic(HEADLESS.equals(service.getSpec().getClusterIP()), List.copyOf(slices), backends);
    }

    /** The ports and families of the Service. */
    public List<Frontend> frontends() {
        return List.copyOf(backends.keySet());
    }

    /** All backends of a frontend, ready or not. */
    public List<Backend> backends(Frontend frontend) {
        return backends.getOrDefault(frontend, List.of());
    }

    /** Where new connections to a frontend go. */
    public List<Backend> carrying(Frontend frontend) {
        List<Backend> ready =
                backends(frontend).stream().filter(Backend::isReady).toList();
        return ready.isEmpty()
                ? backends(frontend).stream().filter(Backend::isServingLast).toList()
                : ready;
    }

    /** Whether new connections to a frontend go anywhere. */
    public boolean serves(Frontend frontend) {
        return !carrying(frontend).isEmpty();
    }

    /** Everything that clients of the Service may reach now. */
    public List<Backend> reachable() {
        return headless
                ? addresses().filter(Backend::isReady).toList()
                : frontends().stream()
                        .flatMap(frontend -> carrying(frontend).stream())
                        .toList();
    }

    /** Everything that clients may reach, now or when nothing else is ready any more. */
    public List<Backend> mayBeReached() {
        Stream<Backend> all =
                headless ? addresses() : backends.values().stream().flatMap(List::stream);
        return all.filter(Backend::mayTakeTraffic).toList();
    }

    private Stream<Backend> addresses() {
        return slices.stream()
                .filter(slice -> Family.of(slice.getAddressType()).isPresent())
                .flatMap(slice -> endpoints(slice)
                        .flatMap(endpoint -> Backend.ofAll(slice, endpoint, Optional.empty(), OptionalInt.empty())));
    }

    private static Stream<Backend> in(EndpointSlice slice, Frontend frontend) {
        if (!Family.of(slice.getAddressType()).equals(Optional.of(frontend.family()))) {
            return Stream.empty();
        }
        return ports(slice, frontend)
                .flatMap(port ->
                        endpoints(slice).flatMap(endpoint -> Backend.of(slice, endpoint, Optional.of(frontend), port)));
    }

    private static Stream<OptionalInt> ports(EndpointSlice slice, Frontend frontend) {
        return frontend.port()
                .map(port -> Stream.ofNullable(slice.getPorts())
                        .flatMap(List::stream)
                        .filter(port::leadsTo)
                        .map(declared -> OptionalInt.of(declared.getPort())))
                .orElseGet(() -> Stream.of(OptionalInt.empty()));
    }

    private static Stream<Endpoint> endpoints(EndpointSlice slice) {
        return Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream);
    }
}

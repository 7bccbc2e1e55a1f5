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
 * The backends of a Service by frontend, from all its slices of all managers, with kube-proxy's semantics: a slice's port
 * belongs to the Service port of its name and protocol, so a slice without ports serves none; connections go to ready
 * endpoints or, if none is ready, to those that are terminating but serving. A headless Service has no proxy: its clients get
 * the ready addresses of all its slices.
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

    /** Computes the backends of a Service. */
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

    /** The backends that get new connections to a frontend. */
    public List<Backend> carrying(Frontend frontend) {
        List<Backend> ready =
                backends(frontend).stream().filter(Backend::isReady).toList();
        return ready.isEmpty()
                ? backends(frontend).stream().filter(Backend::isServingLast).toList()
                : ready;
    }

    /** True if any backend gets new connections to a frontend. */
    public boolean serves(Frontend frontend) {
        return !carrying(frontend).isEmpty();
    }

    /** All backends that clients of the Service may reach now. */
    public List<Backend> reachable() {
        return headless
                ? addresses().filter(Backend::isReady).toList()
                : frontends().stream()
                        .flatMap(frontend -> carrying(frontend).stream())
                        .toList();
    }

    /** All backends that clients may reach, now or once nothing else is ready. */
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
                .map(port -> Fields.each(slice.getPorts())
                        .filter(port::leadsTo)
                        .map(declared -> OptionalInt.of(declared.getPort())))
                .orElseGet(() -> Stream.of(OptionalInt.empty()));
    }

    private static Stream<Endpoint> endpoints(EndpointSlice slice) {
        return Fields.each(slice.getEndpoints());
    }
}

package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads from a Service and its EndpointSlices, whoever manages them, where connections to each of its addresses may go:
 * like kube-proxy it takes from the slices of the address's family those ports that have the Service port's name and
 * protocol.
 */
final class Endpoints {

    private final List<Map<String, Object>> slices;
    private final ServiceAddress address;
    private final String portName;

    private Endpoints(List<Map<String, Object>> slices, ServiceAddress address, String portName) {
        this.slices = slices.stream()
                .filter(slice -> address.family().equals(Trees.text(slice, "addressType")))
                .toList();
        this.address = address;
        this.portName = portName;
    }

    /** The backends by address: those that are ready; if none is, those that shut down but still serve. */
    static Map<ServiceAddress, List<Backend>> of(Map<String, Object> service, List<Map<String, Object>> slices) {
        Map<ServiceAddress, List<Backend>> byAddress = new LinkedHashMap<>();
        for (ServiceAddress address : ServiceAddress.of(service, slices)) {
            Endpoints endpoints = in(slices, service, address);
            byAddress.put(address, ServiceAddress.isHeadless(service) ? endpoints.named() : endpoints.backends());
        }
        return byAddress;
    }

    /** By Service port those that are ready, and no others, to which TCP over IPv4 goes. */
    static Map<Integer, List<Backend>> ready(Map<String, Object> service, List<Map<String, Object>> slices) {
        Map<Integer, List<Backend>> byPort = new LinkedHashMap<>();
        for (Map<String, Object> port : Trees.maps(service, "spec", "ports")) {
            ServiceAddress address = ServiceAddress.of(port, "IPv4");
            if (address.protocol().equals("TCP")) {
                byPort.put(address.port(), in(slices, service, address).which(Endpoints::ready));
            }
        }
        return byPort;
    }

    private static Endpoints in(List<Map<String, Object>> slices, Map<String, Object> service, ServiceAddress address) {
        String name = Trees.maps(service, "spec", "ports").stream()
                .filter(port -> ServiceAddress.of(port, address.family()).equals(address))
                .map(port -> Trees.text(port, "name"))
                .findFirst()
                .orElse("");
        return new Endpoints(slices, address, name);
    }

    /**
     * Where clients of a Service without an address go: DNS gives them the ready addresses of all slices of a family, and
     * the ports by which these have the Service port's name; to other addresses they go with the port that they know.
     */
    private List<Backend> named() {
        Map<String, Backend> byIp = new LinkedHashMap<>();
        which(Endpoints::ready).forEach(backend -> byIp.putIfAbsent(backend.ip(), backend));
        slices.stream()
                .flatMap(slice -> addresses(slice, Endpoints::ready, address.port()))
                .forEach(backend -> byIp.putIfAbsent(backend.ip(), backend));
        return List.copyOf(byIp.values());
    }

    private static Stream<Backend> addresses(
            Map<String, Object> slice, Predicate<Map<String, Object>> state, long port) {
        return Trees.maps(slice, "endpoints").stream()
                .filter(state)
                .flatMap(endpoint -> Trees.list(endpoint, "addresses").stream().limit(1))
                .map(ip -> new Backend((String) ip, Math.toIntExact(port)));
    }

    private List<Backend> backends() {
        List<Backend> ready = which(Endpoints::ready);
        return ready.isEmpty() ? which(Endpoints::servingLast) : ready;
    }

    private List<Backend> which(Predicate<Map<String, Object>> state) {
        return slices.stream()
                .flatMap(slice -> backends(slice, state))
                .distinct()
                .toList();
    }

    private Stream<Backend> backends(Map<String, Object> slice, Predicate<Map<String, Object>> state) {
        return Trees.maps(slice, "ports").stream()
                .filter(port -> portName.equals(Trees.text(port, "name")))
                .filter(port -> address.protocol().equals(ServiceAddress.protocol(port)))
                .flatMap(port -> Trees.integer(port, "port").stream().boxed())
                .flatMap(number -> Trees.maps(slice, "endpoints").stream()
                        .filter(state)
                        .flatMap(endpoint ->
                                Trees.list(endpoint, "addresses").stream().limit(1))
                        .map(ip -> new Backend((String) ip, Math.toIntExact(number))));
    }

    /** No word on readiness counts as ready. */
    private static boolean ready(Map<String, Object> endpoint) {
        return !Boolean.FALSE.equals(Trees.at(endpoint, "conditions", "ready"));
    }

    private static boolean servingLast(Map<String, Object> endpoint) {
        return Trees.isTrue(endpoint, "conditions", "serving") && Trees.isTrue(endpoint, "conditions", "terminating");
    }
}

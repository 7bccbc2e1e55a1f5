package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads from a Service and its EndpointSlices where connections to each port may go. */
final class Endpoints {

    private Endpoints() {}

    /** The backends by Service port. */
    static Map<Integer, List<Backend>> of(Map<String, Object> service, List<Map<String, Object>> slices) {
        return byPort(service, name -> backends(slices, name));
    }

    /** By Service port those that are ready, and no others. */
    static Map<Integer, List<Backend>> ready(Map<String, Object> service, List<Map<String, Object>> slices) {
        return byPort(service, name -> backends(slices, name, Endpoints::ready));
    }

    private static Map<Integer, List<Backend>> byPort(
            Map<String, Object> service, Function<String, List<Backend>> ofName) {
        Map<Integer, List<Backend>> byPort = new LinkedHashMap<>();
        for (Map<String, Object> port : Trees.maps(service, "spec", "ports")) {
            byPort.put(
                    Math.toIntExact(Trees.integer(port, "port").orElseThrow()), ofName.apply(Trees.text(port, "name")));
        }
        return byPort;
    }

    /** Those that are ready; if none is, those that shut down but still serve. */
    private static List<Backend> backends(List<Map<String, Object>> slices, String port) {
        List<Backend> ready = backends(slices, port, Endpoints::ready);
        return ready.isEmpty() ? backends(slices, port, Endpoints::servingLast) : ready;
    }

    private static List<Backend> backends(
            List<Map<String, Object>> slices, String port, Predicate<Map<String, Object>> which) {
        return slices.stream()
                .flatMap(slice -> backends(slice, port, which))
                .distinct()
                .toList();
    }

    private static Stream<Backend> backends(
            Map<String, Object> slice, String portName, Predicate<Map<String, Object>> which) {
        return Trees.maps(slice, "ports").stream()
                .filter(port -> portName.equals(Trees.text(port, "name")))
                .map(port -> Math.toIntExact(Trees.integer(port, "port").orElseThrow()))
                .flatMap(number -> Trees.maps(slice, "endpoints").stream()
                        .filter(which)
                        .flatMap(endpoint -> Trees.list(endpoint, "addresses").stream())
                        .map(address -> new Backend((String) address, number)));
    }

    /** No word on readiness counts as ready. */
    private static boolean ready(Map<String, Object> endpoint) {
        return !Boolean.FALSE.equals(Trees.at(endpoint, "conditions", "ready"));
    }

    private static boolean servingLast(Map<String, Object> endpoint) {
        return Trees.isTrue(endpoint, "conditions", "serving") && Trees.isTrue(endpoint, "conditions", "terminating");
    }
}

package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One way to reach a Service.
 *
 * @param protocol {@code TCP} or {@code UDP}
 * @param family {@code IPv4} or {@code IPv6}, as in {@code ipFamilies} and in a slice's {@code addressType}
 */
public record ServiceAddress(int port, String protocol, String family) {

    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");
    private static final Set<String> FAMILIES = Set.of("IPv4", "IPv6");

    /**
     * All that a Service has, family by family; nothing for protocols that no node here forwards. Of a headless Service DNS
     * gives the addresses of all its slices, whatever families it has itself.
     */
    static List<ServiceAddress> of(Map<String, Object> service, List<Map<String, Object>> slices) {
        Set<String> families = new LinkedHashSet<>(families(service));
        if (isHeadless(service)) {
            slices.stream()
                    .map(slice -> Trees.text(slice, "addressType"))
                    .filter(FAMILIES::contains)
                    .forEach(families::add);
        }
        return of(service, families);
    }

    private static List<ServiceAddress> of(Map<String, Object> service, Set<String> families) {
        List<ServiceAddress> addresses = new ArrayList<>();
        for (String family : families) {
            for (Map<String, Object> port : Trees.maps(service, "spec", "ports")) {
                ServiceAddress address = of(port, family);
                if (PROTOCOLS.contains(address.protocol())) {
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }

    /** A port of a Service in one family. */
    static ServiceAddress of(Map<String, Object> port, String family) {
        return new ServiceAddress(Math.toIntExact(Trees.integer(port, "port").orElseThrow()), protocol(port), family);
    }

    /** The protocol of a port of a Service or of a slice. */
    static String protocol(Map<String, Object> port) {
        return Trees.string(port, "protocol").orElse("TCP");
    }

    static boolean isHeadless(Map<String, Object> service) {
        return "None".equals(Trees.text(service, "spec", "clusterIP"));
    }

    private static List<String> families(Map<String, Object> service) {
        List<String> families = Trees.list(service, "spec", "ipFamilies").stream()
                .map(String::valueOf)
                .toList();
        return families.isEmpty() ? List.of("IPv4") : families;
    }
}

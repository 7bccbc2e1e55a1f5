package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
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

    /** All that a Service has, family by family; nothing for protocols that no node here forwards. */
    public static List<ServiceAddress> of(Map<String, Object> service) {
        List<ServiceAddress> addresses = new ArrayList<>();
        for (String family : families(service)) {
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

    private static List<String> families(Map<String, Object> service) {
        List<String> families = Trees.list(service, "spec", "ipFamilies").stream()
                .map(String::valueOf)
                .toList();
        return families.isEmpty() ? List.of("IPv4") : families;
    }
}

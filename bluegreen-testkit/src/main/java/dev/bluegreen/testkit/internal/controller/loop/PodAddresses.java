package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The addresses of pods, by family. */
public final class PodAddresses {

    public static final String IPV6 = "IPv6";

    private PodAddresses() {}

    /** Addresses for the pod that is counted so, one of each family. */
    public static List<String> next(int number, List<String> families) {
        return families.stream()
                .map(family -> family.equals(IPV6)
                        ? "fd00:10:244::" + Integer.toHexString(number)
                        : "10.244." + number / 250 + "." + (number % 250 + 1))
                .toList();
    }

    /** The address that a pod has in a family. */
    public static Optional<String> of(Map<String, Object> pod, String family) {
        return Trees.maps(pod, "status", "podIPs").stream()
                .map(address -> Trees.text(address, "ip"))
                .filter(ip -> family.equals(family(ip)))
                .findFirst();
    }

    private static String family(String ip) {
        return ip.contains(":") ? IPV6 : "IPv4";
    }
}

package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An address family, in the terms of a Service and of a slice's address type. */
public enum Family {
    /** IP version 4. */
    IPV4("IPv4"),
    /** IP version 6. */
    IPV6("IPv6");

    private final String type;

    Family(String type) {
        this.type = type;
    }

    /** The families of a Service. The API server assigns them; the fallback is the cluster IP. */
    static List<Family> of(Service service) {
        List<Family> assigned = Fields.each(service.getSpec().getIpFamilies())
                .flatMap(type -> of(type).stream())
                .distinct()
                .toList();
        return assigned.isEmpty() ? List.of(ofAddress(service.getSpec().getClusterIP())) : assigned;
    }

    /** The family of an address type; empty for one without connections, such as FQDN. */
    static Optional<Family> of(@Nullable String type) {
        return Stream.of(values()).filter(family -> family.type.equals(type)).findFirst();
    }

    /** The addresses of a pod in this family. */
    List<String> addresses(Pod pod) {
        return addressesOf(pod).filter(address -> ofAddress(address) == this).toList();
    }

    /** True if a pod has an address in this family. */
    public boolean isOf(Pod pod) {
        return !addresses(pod).isEmpty();
    }

    /** All addresses of a pod; none until it has one. */
    static Stream<String> addressesOf(Pod pod) {
        if (pod.getStatus() == null) {
            return Stream.empty();
        }
        Stream<String> listed = Fields.each(pod.getStatus().getPodIPs()).map(PodIP::getIp);
        return Stream.concat(listed, Stream.ofNullable(pod.getStatus().getPodIP()))
                .filter(Objects::nonNull)
                .distinct();
    }

    private static Family ofAddress(@Nullable String address) {
        return address != null && address.indexOf(':') >= 0 ? IPV6 : IPV4;
    }

    /** The API's spelling. */
    @Override
    public String toString() {
        return type;
    }
}

package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A port of a Service. kube-proxy finds its endpoints by name and protocol, not by number.
 *
 * @param name empty for the only port of a Service, which needs none
 * @param protocol TCP, UDP or SCTP
 * @param number the port that clients connect to
 */
public record Port(String name, String protocol, int number) {

    static final String TCP = "TCP";

    static Port of(ServicePort port) {
        return new Port(orEmpty(port.getName()), protocol(port.getProtocol()), port.getPort());
    }

    /** True if the slice's port is the target of this one. */
    boolean leadsTo(EndpointPort port) {
        return port.getPort() != null
                && name.equals(orEmpty(port.getName()))
                && protocol.equals(protocol(port.getProtocol()));
    }

    static String protocol(@Nullable String declared) {
        return Objects.requireNonNullElse(declared, TCP);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Such as {@code port http}, {@code port 53 (UDP)}. */
    @Override
    public String toString() {
        return "port " + (name.isEmpty() ? Integer.toString(number) : name)
                + (protocol.equals(TCP) ? "" : " (" + protocol + ")");
    }
}

package dev.bluegreen.fabric8.internal.service;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a Service says of its ports, as far as it decides where connections go; not how nodes publish them. */
public final class ServicePorts {

    private ServicePorts() {}

    /** The ports in words, such as {@code http 80/TCP to 8080}, in an order of their own: the same where nothing differs. */
    public static List<String> of(Service service) {
        return Stream.ofNullable(service.getSpec().getPorts())
                .flatMap(List::stream)
                .map(ServicePorts::described)
                .sorted()
                .toList();
    }

    private static String described(ServicePort port) {
        String name = port.getName() == null || port.getName().isEmpty() ? "" : port.getName() + " ";
        return name + port.getPort() + "/" + Objects.requireNonNullElse(port.getProtocol(), "TCP") + " to "
                + target(port);
    }

    /** Without one it is the same number. */
    private static String target(ServicePort port) {
        IntOrString target = port.getTargetPort();
        return String.valueOf(
                target == null
                                || target.getValue() == null
                                || Integer.valueOf(0).equals(target.getIntVal())
                        ? port.getPort()
                        : target.getValue());
    }
}

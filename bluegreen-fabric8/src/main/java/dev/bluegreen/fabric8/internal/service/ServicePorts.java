package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Frontend;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;

/** Ports of a Service as far as they determine where connections go; node ports are ignored. */
public final class ServicePorts {

    private ServicePorts() {}

    /** The ports as text, such as {@code http 80/TCP to 8080}, sorted so that equal ports give equal text. */
    public static List<String> of(Service service) {
        return Fields.each(service.getSpec().getPorts())
                .map(ServicePorts::described)
                .sorted()
                .toList();
    }

    /** True if it has a port of this number or name: a name is never all digits. */
    public static boolean has(Service service, String port) {
        return Fields.each(service.getSpec().getPorts()).anyMatch(one -> is(one, port));
    }

    /** True if a frontend is the port of this number or name. */
    public static boolean isNamed(Service service, Frontend frontend, String port) {
        return frontend.declaration(service).filter(one -> is(one, port)).isPresent();
    }

    private static boolean is(ServicePort port, String named) {
        return named.equals(String.valueOf(port.getPort())) || named.equals(port.getName());
    }

    private static String described(ServicePort port) {
        String name = port.getName() == null || port.getName().isEmpty() ? "" : port.getName() + " ";
        return name + port.getPort() + "/" + Objects.requireNonNullElse(port.getProtocol(), "TCP") + " to "
                + target(port);
    }

    /** The target port; default the same number. */
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

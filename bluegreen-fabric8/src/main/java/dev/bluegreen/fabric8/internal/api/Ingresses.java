package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Facts read from Ingresses. */
public final class Ingresses {

    private Ingresses() {}

    /** The host names of its load balancer. */
    public static Stream<String> hosts(Ingress ingress) {
        return Optional.ofNullable(ingress.getStatus()).map(IngressStatus::getLoadBalancer).stream()
                .flatMap(balancer -> Fields.each(balancer.getIngress()))
                .map(IngressLoadBalancerIngress::getHostname)
                .filter(Objects::nonNull);
    }

    /** The names of the Services that its default backend and its paths lead to. */
    public static Stream<String> services(Ingress ingress) {
        Optional<IngressSpec> spec = Optional.ofNullable(ingress.getSpec());
        Stream<IngressBackend> fallback = spec.map(IngressSpec::getDefaultBackend).stream();
        Stream<IngressBackend> paths = spec.stream()
                .flatMap(known -> Fields.each(known.getRules()))
                .filter(rule -> rule.getHttp() != null)
                .flatMap(rule -> Fields.each(rule.getHttp().getPaths()))
                .map(HTTPIngressPath::getBackend);
        return Stream.concat(fallback, paths)
                .map(IngressBackend::getService)
                .filter(Objects::nonNull)
                .map(IngressServiceBackend::getName);
    }
}

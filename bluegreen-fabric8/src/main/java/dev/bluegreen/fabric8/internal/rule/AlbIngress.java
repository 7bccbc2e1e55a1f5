package dev.bluegreen.fabric8.internal.rule;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An Ingress as interpreted by the AWS Load Balancer Controller. */
record AlbIngress(Ingress ingress) {

    private static final String PREFIX = "alb.ingress.kubernetes.io/";

    boolean sendsTo(Set<String> services) {
        return backends().flatMap(AlbIngress::service).anyMatch(services::contains)
                || services.stream().anyMatch(this::actionNames);
    }

    boolean sendsToPodAddresses() {
        return "ip".equals(annotations().get(PREFIX + "target-type"));
    }

    boolean isSticky() {
        return annotations()
                .getOrDefault(PREFIX + "target-group-attributes", "")
                .contains("stickiness.enabled=true");
    }

    /** True if an action annotation, which is JSON, contains the Service's name in quotes. */
    private boolean actionNames(String service) {
        return annotations().entrySet().stream()
                .filter(annotation -> annotation.getKey().startsWith(PREFIX + "actions."))
                .anyMatch(annotation -> annotation.getValue().contains('"' + service + '"'));
    }

    private Stream<IngressBackend> backends() {
        Optional<IngressSpec> spec = Optional.ofNullable(ingress.getSpec());
        Stream<IngressBackend> fallback = spec.map(IngressSpec::getDefaultBackend).stream();
        Stream<IngressBackend> paths = spec.stream()
                .flatMap(known -> known.getRules().stream())
                .filter(rule -> rule.getHttp() != null)
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(HTTPIngressPath::getBackend);
        return Stream.concat(fallback, paths);
    }

    private static Stream<String> service(IngressBackend backend) {
        return Stream.ofNullable(backend.getService()).map(IngressServiceBackend::getName);
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = ingress.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    @Override
    public String toString() {
        return "Ingress/" + ingress.getMetadata().getName();
    }
}

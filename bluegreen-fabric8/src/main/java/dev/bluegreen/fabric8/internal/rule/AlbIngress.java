package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Ingresses;
import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Set;

/** An Ingress as interpreted by the AWS Load Balancer Controller. */
record AlbIngress(Ingress ingress) {

    private static final String PREFIX = "alb.ingress.kubernetes.io/";

    boolean sendsTo(Set<String> services) {
        return Ingresses.services(ingress).anyMatch(services::contains)
                || services.stream().anyMatch(this::actionNames);
    }

    boolean sendsToPodAddresses() {
        return "ip".equals(Fields.annotations(ingress).get(PREFIX + "target-type"));
    }

    boolean isSticky() {
        return Fields.annotations(ingress)
                .getOrDefault(PREFIX + "target-group-attributes", "")
                .contains("stickiness.enabled=true");
    }

    /** True if an action annotation, which is JSON, contains the Service's name in quotes. */
    private boolean actionNames(String service) {
        return Fields.annotations(ingress).entrySet().stream()
                .filter(annotation -> annotation.getKey().startsWith(PREFIX + "actions."))
                .anyMatch(annotation -> annotation.getValue().contains('"' + service + '"'));
    }

    @Override
    public String toString() {
        return "Ingress/" + ingress.getMetadata().getName();
    }
}

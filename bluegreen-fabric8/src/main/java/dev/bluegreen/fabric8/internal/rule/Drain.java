package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The deregistration delay of a load balancer's targets in seconds, from an annotation of its Service. */
record Drain(String service, long seconds) {

    private static final String ATTRIBUTES = "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes";
    private static final Pattern DELAY = Pattern.compile("deregistration_delay\\.timeout_seconds=([0-9]{1,6})");

    static Optional<Drain> of(Kube kube, String service) {
        return kube.get(Service.class, service)
                .map(known -> known.getMetadata().getAnnotations())
                .map(annotations -> DELAY.matcher(String.valueOf(annotations.get(ATTRIBUTES))))
                .filter(Matcher::find)
                .map(delay -> new Drain(service, Long.parseLong(delay.group(1))));
    }
}

package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.AsyncRead;
import dev.bluegreen.fabric8.internal.api.Findings;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MissingKinds;
import dev.bluegreen.model.Finding;
import dev.bluegreen.spi.Inspection;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Load balancers that target the addresses of pods behind a Service: they remove old pods and add new ones later than the
 * cluster does, so a plain selector patch loses requests. Looks for Ingresses of the AWS Load Balancer
 * Controller with target type {@code ip}, and for TargetGroupBindings.
 */
record PodAddressRule(Supplier<List<Ingress>> ingresses, Supplier<List<GenericKubernetesResource>> bindings)
        implements Rule {

    static PodAddressRule of(Kube kube, MissingKinds missing) {
        return new PodAddressRule(
                () -> kube.listIfServed(Ingress.class),
                new TargetGroupBindings(kube, missing, "elbv2.k8s.aws", "v1beta1")::all);
    }

    /** The same rule, which has read both now, side by side. */
    PodAddressRule ahead(Time time) {
        AsyncRead<ReadAhead<Ingress>> forked = AsyncRead.of(time, () -> ReadAhead.of(ingresses));
        ReadAhead<GenericKubernetesResource> read = ReadAhead.of(bindings);
        return new PodAddressRule(forked.join(), read);
    }

    @Override
    public List<Finding> check(Inspection inspection) {
        Set<String> services = Routers.services(inspection);
        Set<String> atOnce = Routers.patchedAtOnce(inspection);
        if (services.isEmpty()) {
            return List.of();
        }
        Stream<Finding> found = ingresses.get().stream()
                .map(AlbIngress::new)
                .filter(ingress -> ingress.sendsTo(services))
                .flatMap(ingress -> of(ingress, ingress.sendsTo(atOnce)).stream());
        return Stream.concat(found, TargetGroupBindings.check(inspection, bindings.get()).stream())
                .toList();
    }

    private static List<Finding> of(AlbIngress ingress, boolean isMovedAtOnce) {
        return sendsToPodAddresses(new Findings(ingress.toString()), isMovedAtOnce && ingress.sendsToPodAddresses())
                .warning(
                        ingress.isSticky(),
                        "sticky-load-balancer",
                        "makes its load balancer sticky: clients with a cookie stay on the old pods until these are"
                                + " deregistered",
                        "remove stickiness.enabled=true for the cutover")
                .list();
    }

    static Findings sendsToPodAddresses(Findings findings, boolean holds) {
        return findings.warning(
                holds,
                "pod-ip-load-balancer",
                "sends to pod addresses: its load balancer adds the new pods and drops the old ones later than the"
                        + " cluster does",
                "move traffic by selectorPatch(...).makeBeforeBreak(), or by the weights of target groups");
    }
}

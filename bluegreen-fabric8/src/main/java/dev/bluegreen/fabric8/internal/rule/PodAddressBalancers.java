package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Ingresses;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.TargetGate;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Load balancers whose targets are the addresses of a Service's pods.
 *
 * @param gates a gate for each TargetGroupBinding of target type {@code ip}
 * @param others those known by annotations only, of the Service or of an Ingress
 */
public record PodAddressBalancers(List<TargetGate> gates, List<String> others) {

    /**
     * Reads them.
     *
     * @param annotated the Service, if its own annotations order one
     */
    public static PodAddressBalancers of(Kube kube, String service, Stream<String> annotated) {
        Set<String> services = Set.of(service);
        List<TargetGate> gates = Stream.of(
                        new TargetGroupBindings(kube, "elbv2.k8s.aws", "v1beta1"),
                        new TargetGroupBindings(kube, "eks.amazonaws.com", "v1"))
                .flatMap(bindings -> bindings.names(services))
                .map(TargetGate::new)
                .toList();
        Stream<String> ingresses = kube.listIfServed(Ingress.class).stream()
                .map(AlbIngress::new)
                .filter(ingress -> ingress.sendsTo(services) && ingress.sendsToPodAddresses())
                .map(AlbIngress::toString);
        return new PodAddressBalancers(
                gates, Stream.concat(annotated, ingresses).toList());
    }

    /** Host names of load balancers that Ingresses lead to a Service from. Reads. */
    public static Stream<String> hosts(Kube kube, String service) {
        return kube.listIfServed(Ingress.class).stream()
                .filter(ingress -> new AlbIngress(ingress).sendsTo(Set.of(service)))
                .flatMap(Ingresses::hosts);
    }

    /** True if there is one. */
    public boolean isAny() {
        return !gates.isEmpty() || !others.isEmpty();
    }

    /** All of them, for a person. */
    public Stream<String> named() {
        return Stream.concat(gates.stream().map(gate -> "TargetGroupBinding/" + gate.binding()), others.stream());
    }
}

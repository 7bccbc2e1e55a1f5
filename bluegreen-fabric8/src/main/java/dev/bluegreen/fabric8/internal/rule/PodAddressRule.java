package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Load balancers that target the addresses of pods behind a Service: they remove old pods and add new ones later than the
 * cluster does, so a plain selector patch loses requests. Looks for Ingresses of the AWS Load Balancer
 * Controller with target type {@code ip}, and for TargetGroupBindings.
 */
final class PodAddressRule implements Rule {

    private final Reads reads;
    private final TargetGroupBindings bindings;

    PodAddressRule(Reads reads) {
        this.reads = reads;
        this.bindings = new TargetGroupBindings(reads, "elbv2.k8s.aws", "v1beta1");
    }

    @Override
    public String subject() {
        return "load balancers that send to pod addresses";
    }

    @Override
    public Severity unseen() {
        return Severity.WARNING;
    }

    @Override
    public List<Finding> check(Inspection inspection) {
        Set<String> services = Routers.services(inspection);
        if (services.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        ingresses().stream()
                .filter(ingress -> ingress.sendsTo(services))
                .flatMap(ingress -> Stream.concat(podAddresses(ingress), sticky(ingress)))
                .forEach(findings::add);
        bindings.toPodAddressesOf(services).stream()
                .map(PodAddressRule::sendsToPodAddresses)
                .forEach(findings::add);
        return findings;
    }

    private List<AlbIngress> ingresses() {
        List<Ingress> all = reads.list(
                "networking.k8s.io",
                "ingresses",
                client -> client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(reads.namespace())
                        .list()
                        .getItems());
        return all.stream().map(AlbIngress::new).toList();
    }

    static Finding sendsToPodAddresses(String who) {
        return new Finding(
                "pod-ip-load-balancer",
                Severity.WARNING,
                who
                        + " sends to pod addresses: its load balancer adds the new pods and drops the old ones later than"
                        + " the cluster does",
                "move traffic by the weights of target groups, or use a make-before-break cutover");
    }

    private static Stream<Finding> podAddresses(AlbIngress ingress) {
        return ingress.sendsToPodAddresses() ? Stream.of(sendsToPodAddresses(ingress.toString())) : Stream.empty();
    }

    private static Stream<Finding> sticky(AlbIngress ingress) {
        return ingress.isSticky()
                ? Stream.of(new Finding(
                        "sticky-load-balancer",
                        Severity.WARNING,
                        ingress + " makes its load balancer sticky: clients with a cookie stay on the old pods until"
                                + " these are deregistered",
                        "remove stickiness.enabled=true for the cutover"))
                : Stream.empty();
    }
}

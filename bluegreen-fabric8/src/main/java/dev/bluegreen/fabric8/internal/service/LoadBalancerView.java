package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The load balancer in the status of a Service. */
public final class LoadBalancerView {

    private LoadBalancerView() {}

    public static boolean isLoadBalancer(Service service) {
        return service.getSpec() != null
                && "LoadBalancer".equals(service.getSpec().getType());
    }

    /** Host names, and IP addresses where there is no name. */
    public static List<String> addresses(Service service) {
        return ingress(service)
                .map(point -> String.valueOf(point.getHostname() == null ? point.getIp() : point.getHostname()))
                .toList();
    }

    /** Host names only. */
    public static Stream<String> hostnames(Service service) {
        return ingress(service).map(LoadBalancerIngress::getHostname).filter(Objects::nonNull);
    }

    /** Host names and IP addresses. */
    static Stream<String> points(Service service) {
        return ingress(service)
                .flatMap(point -> Stream.of(point.getHostname(), point.getIp()))
                .filter(Objects::nonNull);
    }

    private static Stream<LoadBalancerIngress> ingress(Service service) {
        return Stream.ofNullable(service.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getLoadBalancer()))
                .flatMap(balancer -> Fields.each(balancer.getIngress()));
    }
}

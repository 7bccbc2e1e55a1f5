package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.api.AsyncRead;
import dev.bluegreen.fabric8.internal.api.Ingresses;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.TrackAddresses;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Addresses of a track from outside: of Services that name the track in their selector, and of Ingresses that lead only to
 * those Services.
 */
public record Reachable(Kube kube, Time time, ReleaseSpec release) {

    public TrackAddresses addresses(Track track) {
        AsyncRead<List<Service>> reading = AsyncRead.of(time, () -> kube.list(Service.class));
        AsyncRead<List<Ingress>> ingresses = AsyncRead.of(time, () -> kube.list(Ingress.class));
        List<Pod> pods = kube.list(Pod.class, release.labels().selector(track));
        List<Service> services = reading.join();
        List<Service> own = of(track, services);
        Stream<String> balancers = Stream.concat(
                own.stream().flatMap(LoadBalancerView::points),
                ingresses.join().stream()
                        .filter(ingress -> leadsOnlyTo(names(own), names(of(track.other(), services)), ingress))
                        .flatMap(Reachable::balancers));
        return new TrackAddresses(
                balancers.map(Reachable::normalized).collect(Collectors.toSet()),
                podIps(pods),
                nodePorts(own),
                answeringNodes(own, pods));
    }

    private List<Service> of(Track track, List<Service> services) {
        return services.stream()
                .filter(service -> names(track, RouterView.selector(service)))
                .toList();
    }

    private boolean names(Track track, Map<String, String> selector) {
        return selector.containsKey(release.labels().trackKey())
                && Fields.selects(selector, release.labels().selector(track));
    }

    private static Set<String> names(List<Service> services) {
        return services.stream().map(RouterView::name).collect(Collectors.toSet());
    }

    private static boolean leadsOnlyTo(Set<String> own, Set<String> others, Ingress ingress) {
        Set<String> led = Ingresses.services(ingress).collect(Collectors.toSet());
        return led.stream().anyMatch(own::contains) && led.stream().noneMatch(others::contains);
    }

    private static Stream<String> balancers(Ingress ingress) {
        return Stream.ofNullable(ingress.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getLoadBalancer()))
                .flatMap(balancer -> Fields.each(balancer.getIngress()))
                .flatMap(point -> Stream.of(point.getHostname(), point.getIp()))
                .filter(Objects::nonNull);
    }

    private static Set<String> podIps(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> !PodState.hasEnded(pod))
                .map(Pod::getStatus)
                .filter(Objects::nonNull)
                .flatMap(status -> status.getPodIPs().stream())
                .map(PodIP::getIp)
                .collect(Collectors.toSet());
    }

    private static Set<Integer> nodePorts(List<Service> services) {
        return services.stream()
                .flatMap(service -> service.getSpec().getPorts().stream())
                .map(ServicePort::getNodePort)
                .filter(Objects::nonNull)
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
    }

    /** Nodes with a ready pod, for a Service with externalTrafficPolicy Local: other nodes fail the load balancer's checks. */
    private static OptionalInt answeringNodes(List<Service> services, List<Pod> pods) {
        boolean isLocal = services.stream()
                .anyMatch(service -> "Local".equals(service.getSpec().getExternalTrafficPolicy()));
        return isLocal ? OptionalInt.of(nodesWithReadyPods(pods)) : OptionalInt.empty();
    }

    private static int nodesWithReadyPods(List<Pod> pods) {
        return (int) pods.stream()
                .filter(pod -> PodState.isReady(pod) && !PodState.isTerminating(pod))
                .map(pod -> pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    private static String normalized(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

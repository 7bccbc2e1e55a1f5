package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.api.Pods;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.TrackAddresses;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerStatus;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a track from outside: of Services that name the track in their selector, and of Ingresses that lead only to
 * those Services.
 */
public final class Reachable {

    private final Kube kube;
    private final ReleaseSpec release;

    public Reachable(Kube kube, ReleaseSpec release) {
        this.kube = kube;
        this.release = release;
    }

    public TrackAddresses addresses(Track track) {
        List<Service> services = kube.list(Service.class);
        List<Service> own = of(track, services);
        Stream<String> balancers = Stream.concat(
                own.stream().flatMap(Reachable::balancers),
                kube.list(Ingress.class).stream()
                        .filter(ingress -> leadsOnlyTo(names(own), names(of(track.other(), services)), ingress))
                        .flatMap(Reachable::balancers));
        return new TrackAddresses(
                balancers.map(Reachable::normalized).collect(Collectors.toSet()),
                podIps(track),
                nodePorts(own),
                answeringNodes(own, track));
    }

    private List<Service> of(Track track, List<Service> services) {
        return services.stream()
                .filter(service -> names(track, RouterView.selector(service)))
                .toList();
    }

    private boolean names(Track track, Map<String, String> selector) {
        return selector.containsKey(release.labels().trackKey())
                && Maps.selects(selector, release.labels().selector(track));
    }

    private static Set<String> names(List<Service> services) {
        return services.stream().map(RouterView::name).collect(Collectors.toSet());
    }

    private static boolean leadsOnlyTo(Set<String> own, Set<String> others, Ingress ingress) {
        Set<String> led = backends(ingress).collect(Collectors.toSet());
        return led.stream().anyMatch(own::contains) && led.stream().noneMatch(others::contains);
    }

    private static Stream<String> backends(Ingress ingress) {
        Stream<@Nullable IngressBackend> fallback =
                Stream.of(ingress).map(one -> one.getSpec().getDefaultBackend());
        Stream<@Nullable IngressBackend> ruled = ingress.getSpec().getRules().stream()
                .map(IngressRule::getHttp)
                .filter(Objects::nonNull)
                .map(HTTPIngressRuleValue::getPaths)
                .flatMap(List::stream)
                .map(path -> path.getBackend());
        return Stream.concat(fallback, ruled)
                .filter(Objects::nonNull)
                .map(IngressBackend::getService)
                .filter(Objects::nonNull)
                .map(IngressServiceBackend::getName);
    }

    private static Stream<String> balancers(Service service) {
        return Optional.ofNullable(service.getStatus())
                .map(ServiceStatus::getLoadBalancer)
                .map(LoadBalancerStatus::getIngress)
                .orElse(List.of())
                .stream()
                .flatMap(Reachable::ends);
    }

    private static Stream<String> ends(LoadBalancerIngress end) {
        return Stream.of(Optional.ofNullable(end.getHostname()), Optional.ofNullable(end.getIp()))
                .flatMap(Optional::stream);
    }

    private static Stream<String> balancers(Ingress ingress) {
        return Optional.ofNullable(ingress.getStatus())
                .map(IngressStatus::getLoadBalancer)
                .map(IngressLoadBalancerStatus::getIngress)
                .orElse(List.of())
                .stream()
                .flatMap(Reachable::ends);
    }

    private static Stream<String> ends(IngressLoadBalancerIngress end) {
        return Stream.of(Optional.ofNullable(end.getHostname()), Optional.ofNullable(end.getIp()))
                .flatMap(Optional::stream);
    }

    private Set<String> podIps(Track track) {
        return kube.list(Pod.class, release.labels().selector(track)).stream()
                .filter(pod -> !Pods.hasEnded(pod))
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
    private OptionalInt answeringNodes(List<Service> services, Track track) {
        boolean isLocal = services.stream()
                .anyMatch(service -> "Local".equals(service.getSpec().getExternalTrafficPolicy()));
        return isLocal ? OptionalInt.of(nodesWithReadyPods(track)) : OptionalInt.empty();
    }

    private int nodesWithReadyPods(Track track) {
        return (int) kube.list(Pod.class, release.labels().selector(track)).stream()
                .filter(pod -> Pods.isReady(pod) && !Pods.isTerminating(pod))
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

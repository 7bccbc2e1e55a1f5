package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.service.ServicePorts;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Frontend;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Membership.Member;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.Traffic;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The endpoints of the Services of each track that gets a share, from watched state: enough of them are ready behind each port
 * that is named, and all are of that track. What registers targets does so from them.
 *
 * @param route the router as read, which names the Services
 */
public record TrackEndpoints(NamespaceWatch watch, WeightedRoute route, Move move) {

    private static final String KIND = "endpoints";

    /** Findings about the tracks that are to get a share. */
    List<Finding> findings() {
        return judged().filter(evidence -> evidence.verdict() != Evidence.Verdict.CONFIRMED)
                .map(evidence -> Finding.fatal(
                        "too-few-ready",
                        evidence.hop() + ": " + evidence.sentence(),
                        "wait until its pods are ready, or check its selector"))
                .toList();
    }

    /** Evidence at each Service. */
    List<Evidence> evidence() {
        return judged().toList();
    }

    /** Places that name the same pods are judged together, by all ports that they name. */
    private record Pods(String service, Map<String, String> subset) {}

    private Stream<Evidence> judged() {
        return move.target().tracks().stream().flatMap(this::judged);
    }

    private Stream<Evidence> judged(Track track) {
        Map<Pods, Set<String>> ports = new LinkedHashMap<>();
        route.backends(track)
                .forEach(backend -> ports.computeIfAbsent(
                                new Pods(backend.service(), backend.subset()), pods -> new TreeSet<>())
                        .add(backend.port()));
        return ports.entrySet().stream().map(named -> judged(track, named.getKey(), named.getValue()));
    }

    private Evidence judged(Track track, Pods pods, Set<String> ports) {
        String hop = RouterView.router(pods.service());
        return route.unreachable(track)
                .map(why -> Evidence.contradicted(KIND, hop, why))
                .or(() -> watch.service(pods.service())
                        .map(found -> portless(found, ports)
                                .map(why -> Evidence.contradicted(KIND, hop, why))
                                .orElseGet(() -> of(track, found, pods.subset(), ports))))
                .orElseGet(() -> Evidence.contradicted(KIND, hop, "the Service does not exist"));
    }

    /** A port that is named and not there: requests for it reach nobody, though the Service has ready pods. */
    private static Optional<String> portless(Service service, Set<String> ports) {
        return ports.stream()
                .filter(port -> !port.isEmpty() && !ServicePorts.has(service, port))
                .findFirst()
                .map(port ->
                        "it has no port " + port + "; its ports are " + String.join(", ", ServicePorts.of(service)));
    }

    private Evidence of(Track track, Service service, Map<String, String> subset, Set<String> ports) {
        Traffic traffic = Traffic.of(service, watch.slicesOf(RouterView.name(service)));
        Membership membership = Membership.of(move.world(), track);
        List<Member> all = traffic.reachable().stream()
                .map(backend -> membership.of(backend, service, watch))
                .filter(member -> mayBeIn(subset, member))
                .toList();
        List<Member> outside = all.stream().filter(Member::isOutside).toList();
        if (!outside.isEmpty()) {
            return Evidence.contradicted(
                    KIND,
                    RouterView.router(service),
                    "it sends traffic outside " + track + ", to "
                            + outside.stream()
                                    .map(member -> member.backend().name())
                                    .distinct()
                                    .limit(10)
                                    .collect(Collectors.joining(", ")));
        }
        return counted(track, RouterView.router(service), least(traffic, membership, service, ports));
    }

    /** True unless its pod is known not to be in the subset. */
    private static boolean mayBeIn(Map<String, String> subset, Member member) {
        return member.pod()
                .map(pod -> Fields.labels(pod).entrySet().containsAll(subset.entrySet()))
                .orElse(true);
    }

    private Evidence counted(Track track, String hop, long ready) {
        int required = Math.max(1, move.minReadyPods(track));
        String sentence = Wording.pods(Math.toIntExact(ready)) + " of " + track + " ready, " + required + " required";
        if (ready == 0) {
            return Evidence.contradicted(KIND, hop, sentence);
        }
        return ready >= required ? Evidence.confirmed(KIND, hop, sentence) : Evidence.missing(KIND, hop, sentence);
    }

    /** The ready pods of the port that has the fewest. */
    private long least(Traffic traffic, Membership membership, Service service, Set<String> ports) {
        return ports.stream()
                .mapToLong(port -> least(traffic, membership, service, port))
                .min()
                .orElse(0);
    }

    /**
     * The ready pods of a port that is named, in the address family that has the fewest; an address family, or a port where none
     * is named, without any is counted only if no other has any.
     */
    private long least(Traffic traffic, Membership membership, Service service, String port) {
        return traffic.frontends().stream()
                .filter(frontend -> port.isEmpty() || ServicePorts.isNamed(service, frontend, port))
                .map(frontend -> ready(traffic, frontend, membership, service))
                .filter(ready -> ready > 0)
                .min(Long::compare)
                .orElse(0L);
    }

    private long ready(Traffic traffic, Frontend frontend, Membership membership, Service service) {
        return traffic.carrying(frontend).stream()
                .filter(backend -> backend.isReady())
                .map(backend -> membership.of(backend, service, watch))
                .filter(Member::isInside)
                .flatMap(member -> member.pod().stream())
                .filter(PodState::isReady)
                .map(pod -> pod.getMetadata().getUid())
                .distinct()
                .count();
    }
}

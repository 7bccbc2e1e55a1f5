package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.service.RouterView;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The endpoints of the Service of each track that gets a share, from watched state: enough of them are ready, and all are of
 * that track. What registers targets does so from them.
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

    private Stream<Evidence> judged() {
        return move.target().tracks().stream()
                .flatMap(
                        track -> Stream.ofNullable(route.services().get(track)).map(service -> judged(track, service)));
    }

    private Evidence judged(Track track, String service) {
        return route.unreachable(track)
                .map(why -> Evidence.contradicted(KIND, RouterView.router(service), why))
                .or(() -> watch.service(service).map(found -> of(track, found)))
                .orElseGet(() -> Evidence.contradicted(KIND, RouterView.router(service), "the Service does not exist"));
    }

    private Evidence of(Track track, Service service) {
        Traffic traffic = Traffic.of(service, watch.slicesOf(RouterView.name(service)));
        Membership membership = Membership.of(move.world(), track);
        List<Member> all = traffic.reachable().stream()
                .map(backend -> membership.of(backend, service, watch))
                .filter(member -> mayBeIn(track, member))
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
        return counted(track, RouterView.router(service), least(traffic, membership, service));
    }

    /** True unless its pod is known not to be in the subset. */
    private boolean mayBeIn(Track track, Member member) {
        Set<Map.Entry<String, String>> subset = route.subset(track).entrySet();
        return member.pod()
                .map(pod -> Fields.labels(pod).entrySet().containsAll(subset))
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

    /** The ready pods of the port that has the fewest; a port without any is counted only if no port has any. */
    private long least(Traffic traffic, Membership membership, Service service) {
        return traffic.frontends().stream()
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

package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Backend;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evidence for one selector cutover, by hop.
 *
 * @param sidecars states if this cluster searches native sidecars for named ports
 * @param settleBound time to wait for slices of other managers
 * @param verifier tells when pods are healthy targets, where the cluster does not
 */
public record SelectorProof(
        String service,
        Optional<Service> watched,
        List<EndpointSlice> slices,
        KnownPods pods,
        Supplier<Sidecars> sidecars,
        Duration settleBound,
        Optional<HopVerifier> verifier) {

    public List<Evidence> of(Move move, Instant applied, Instant now) {
        Stream<Evidence> behind = watched.stream().flatMap(seen -> behind(move, seen, applied, now));
        return Stream.concat(Stream.of(new ServiceProof(move, service).of(watched)), behind)
                .toList();
    }

    private Stream<Evidence> behind(Move move, Service seen, Instant applied, Instant now) {
        if (slices.isEmpty()) {
            return Stream.of(none());
        }
        Optional<Track> target = target(move, seen);
        Stream<Evidence> routed = target.stream()
                .map(track -> new SliceProof(move, seen, track, pods, sidecars))
                .flatMap(proof -> slices.stream().anyMatch(Backend::isComputed)
                        ? proof.of(slices).stream()
                        : waitedOut(proof, applied, now));
        Stream<Evidence> targets = target.filter(track -> isWidened(move)).stream()
                .flatMap(track -> targets(move, seen, ready(move, track), applied));
        return target.isEmpty() ? Stream.of(undirected()) : Stream.concat(routed, targets);
    }

    /** The track that traffic goes to, or that it is to go on to from both. */
    private static Optional<Track> target(Move move, Service seen) {
        TrackLabels labels = move.world().release().labels();
        return move.target()
                .only()
                .or(() -> move.before().split().only().map(Track::other))
                .or(() -> RouterView.arriving(labels, seen));
    }

    private Stream<Evidence> targets(Move move, Service seen, List<Pod> ready, Instant applied) {
        Stream<Evidence> gated = new TargetProof(seen, ready, applied).of(move.minReadyPods());
        Stream<Evidence> verified = verifier.stream()
                .flatMap(given -> given.targets(RouterView.router(service), addresses(ready), applied).stream());
        return Stream.concat(gated, verified);
    }

    private static Map<String, Set<String>> addresses(List<Pod> pods) {
        return pods.stream().collect(Collectors.toMap(pod -> pod.getMetadata().getName(), PodState::addresses));
    }

    private static boolean isWidened(Move move) {
        return move.target().only().isEmpty();
    }

    private List<Pod> ready(Move move, Track track) {
        TrackLabels labels = move.world().release().labels();
        Membership membership = Membership.of(move.world(), track);
        return pods.labelled(labels.appKey(), labels.app()).stream()
                .filter(pod -> membership.isInside(pod) && PodState.isReady(pod))
                .toList();
    }

    private Evidence undirected() {
        return Evidence.missing(
                SliceProof.KIND,
                RouterView.router(service),
                "it selects both tracks, and its annotation " + MetadataKeys.SWITCHED_FROM
                        + " does not name the one that traffic came from");
    }

    private Evidence none() {
        return Evidence.missing(SliceProof.KIND, RouterView.router(service), "no EndpointSlice of it seen yet");
    }

    /** Evidence from slices of other managers, which show no cutover id: after the settle bound, all endpoints must be the
     * target's. */
    private Stream<Evidence> waitedOut(SliceProof proof, Instant applied, Instant now) {
        String managers = slices.stream().map(Backend::manager).distinct().collect(Collectors.joining(", "));
        String sentence = "its " + slices.size() + " slices are managed by " + managers
                + ", which does not show which change it has processed; ";
        Instant until = applied.plus(settleBound);
        String hop = RouterView.router(service);
        return now.isBefore(until)
                ? Stream.of(Evidence.missing(SliceProof.KIND, hop, sentence + "waiting until " + Wording.of(until)))
                : Stream.concat(
                        Stream.of(Evidence.confirmed(
                                SliceProof.KIND, hop, sentence + "waited " + Wording.of(settleBound))),
                        proof.ofOthers(slices).stream());
    }
}

package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Backend;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of one selector cutover, hop by hop.
 *
 * @param service name of the Service
 * @param watched the Service; empty when there is none
 * @param slices its EndpointSlices, whoever manages them
 * @param pods the pods of the namespace
 * @param sidecars whether this cluster searches native sidecars for named ports
 * @param settleBound how long to wait where nothing tells
 */
public record SelectorProof(
        String service,
        Optional<Service> watched,
        List<EndpointSlice> slices,
        KnownPods pods,
        Supplier<Sidecars> sidecars,
        Duration settleBound) {

    public List<Evidence> of(Move move, Instant applied, Instant now) {
        Stream<Evidence> behind = watched.stream().flatMap(seen -> behind(move, seen, applied, now));
        return Stream.concat(Stream.of(new ServiceProof(move, service).of(watched)), behind)
                .toList();
    }

    private Stream<Evidence> behind(Move move, Service seen, Instant applied, Instant now) {
        if (slices.isEmpty()) {
            return Stream.of(none());
        }
        return move.target().only().stream()
                .map(target -> new SliceProof(move, seen, target, pods, sidecars))
                .flatMap(proof -> slices.stream().anyMatch(Backend::isComputed)
                        ? proof.of(slices).stream()
                        : waitedOut(proof, applied, now));
    }

    private Evidence none() {
        return Evidence.missing(SliceProof.KIND, RouterView.router(service), "no EndpointSlice of it was seen yet");
    }

    /** Nothing tells when another manager has acted: only time does. After it, what is there has to be of the target. */
    private Stream<Evidence> waitedOut(SliceProof proof, Instant applied, Instant now) {
        String managers = slices.stream().map(Backend::manager).distinct().collect(Collectors.joining(", "));
        String sentence = "its " + slices.size() + " slices are managed by " + managers
                + ", which does not tell what it has acted on; ";
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

package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of one selector cutover, hop by hop.
 *
 * @param service name of the Service
 * @param seenVersion the version it was read or written at last, whatever the watch shows
 * @param watched the Service; empty when there is none
 * @param slices its EndpointSlices
 * @param podsByName the pods of the namespace
 * @param settleBound how long to wait where nothing tells
 */
record SelectorProof(
        String service,
        Optional<String> seenVersion,
        Optional<Service> watched,
        List<EndpointSlice> slices,
        Function<String, Optional<Pod>> podsByName,
        Duration settleBound) {

    private static final String MANAGER = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";

    List<Evidence> of(Move move, Instant applied, Instant now) {
        Stream<Evidence> behind = watched.stream().flatMap(seen -> behind(move, seen, applied, now));
        return Stream.concat(Stream.of(new ServiceProof(move, service, seenVersion).of(watched)), behind)
                .toList();
    }

    private Stream<Evidence> behind(Move move, Service seen, Instant applied, Instant now) {
        List<EndpointSlice> known = slices.stream()
                .filter(slice -> CONTROLLER.equals(manager(slice)))
                .toList();
        if (!known.isEmpty()) {
            return move.target().only().stream()
                    .flatMap(target -> new SliceProof(move, seen, target, podsByName).of(known).stream());
        }
        return Stream.of(slices.isEmpty() ? none() : waitedOut(applied, now));
    }

    private Evidence none() {
        return Evidence.missing(SliceProof.KIND, RouterView.router(service), "no EndpointSlice of it was seen yet");
    }

    /** Nothing tells when another manager has acted: only time does. */
    private Evidence waitedOut(Instant applied, Instant now) {
        String managers = slices.stream().map(SelectorProof::manager).distinct().collect(Collectors.joining(", "));
        String sentence = "its " + slices.size() + " slices are managed by " + managers
                + ", which does not tell what it has acted on; ";
        boolean settled = !now.isBefore(applied.plus(settleBound));
        String hop = RouterView.router(service);
        return settled
                ? Evidence.confirmed(SliceProof.KIND, hop, sentence + "waited " + settleBound.toSeconds() + " s")
                : Evidence.missing(SliceProof.KIND, hop, sentence + "waiting until " + applied.plus(settleBound));
    }

    private static String manager(EndpointSlice slice) {
        return Maps.orEmpty(slice.getMetadata().getLabels()).getOrDefault(MANAGER, "nobody");
    }
}

package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the EndpointSlices of a Service, as watched, prove that a move has taken effect. The EndpointSlice controller
 * copies the labels of the Service to its slices in the write that sets their endpoints, so that a slice with the label of
 * this cutover was computed from the selector of this cutover, and one from before cannot pass for it.
 */
final class SliceProof {

    static final String KIND = "endpointslices";
    static final String READY = "ready-endpoints";

    private final Move move;
    private final Service service;
    private final Track target;
    private final Function<String, Optional<Pod>> podsByName;

    /** @param podsByName pods of the namespace, as watched */
    SliceProof(Move move, Service service, Track target, Function<String, Optional<Pod>> podsByName) {
        this.move = move;
        this.service = service;
        this.target = target;
        this.podsByName = podsByName;
    }

    /** @param slices all slices managed by the EndpointSlice controller; at least one */
    List<Evidence> of(List<EndpointSlice> slices) {
        Evidence routing = routing(slices);
        return routing.verdict() == Evidence.Verdict.CONFIRMED
                ? Stream.concat(Stream.of(routing), ready(slices)).toList()
                : List.of(routing);
    }

    private Evidence routing(List<EndpointSlice> slices) {
        List<EndpointSlice> marked = slices.stream().filter(this::isMarked).toList();
        List<Seen> endpoints = marked.stream()
                .flatMap(this::endpoints)
                .filter(Seen::takesTraffic)
                .toList();
        List<Seen> outside = endpoints.stream().filter(Seen::isOutside).toList();
        List<Seen> unknown =
                endpoints.stream().filter(seen -> seen.pod().isEmpty()).toList();
        String numbers = marked.size() + " of " + slices.size() + " slices computed from this selector";
        if (!outside.isEmpty()) {
            return Evidence.contradicted(
                    KIND, hop(), numbers + "; endpoints outside " + target + ": " + names(outside));
        }
        if (marked.size() < slices.size()) {
            return Evidence.missing(KIND, hop(), numbers);
        }
        return unknown.isEmpty()
                ? Evidence.confirmed(
                        KIND, hop(), numbers + ", none of " + endpoints.size() + " endpoints outside " + target)
                : Evidence.missing(KIND, hop(), numbers + "; pods not seen yet: " + names(unknown));
    }

    private Stream<Evidence> ready(List<EndpointSlice> slices) {
        return families(slices).flatMap(family -> ports().map(port -> ready(slices, family, port)));
    }

    private Evidence ready(List<EndpointSlice> slices, String family, String port) {
        long ready = slices.stream()
                .filter(slice -> family.equals(slice.getAddressType()))
                .filter(slice -> ports(slice).anyMatch(port::equals))
                .flatMap(this::endpoints)
                .filter(seen -> seen.isReadyInside(publishesNotReady()))
                .map(Seen::uid)
                .distinct()
                .count();
        String sentence = ready + " pods of " + target + " ready for " + family
                + (port.isEmpty() ? "" : " port " + port) + ", wanted " + move.wanted();
        if (ready == 0) {
            return Evidence.contradicted(READY, hop(), sentence);
        }
        return ready >= move.wanted()
                ? Evidence.confirmed(READY, hop(), sentence)
                : Evidence.missing(READY, hop(), sentence);
    }

    private boolean isMarked(EndpointSlice slice) {
        return ServiceProof.mark(move, service)
                .map(mark -> mark.equals(
                        Maps.orEmpty(slice.getMetadata().getLabels()).get(Marks.CUTOVER)))
                .orElse(true);
    }

    private Stream<Seen> endpoints(EndpointSlice slice) {
        return Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream).map(this::seen);
    }

    private Seen seen(Endpoint endpoint) {
        Optional<Pod> pod = Optional.ofNullable(endpoint.getTargetRef())
                .flatMap(ref -> podsByName
                        .apply(String.valueOf(ref.getName()))
                        .filter(known -> Objects.equals(known.getMetadata().getUid(), ref.getUid())));
        return new Seen(endpoint, pod, pod.filter(this::isOfTarget).isPresent());
    }

    private boolean isOfTarget(Pod pod) {
        return Maps.selects(move.world().workload(target).selector(), Pods.labels(pod))
                && !Maps.selects(move.world().workload(target.other()).selector(), Pods.labels(pod));
    }

    private Stream<String> families(List<EndpointSlice> slices) {
        List<String> assigned = service.getSpec().getIpFamilies();
        return assigned == null || assigned.isEmpty()
                ? slices.stream().map(EndpointSlice::getAddressType).distinct()
                : assigned.stream();
    }

    private Stream<String> ports() {
        List<ServicePort> ports = service.getSpec().getPorts();
        return ports == null || ports.isEmpty() ? Stream.of("") : ports.stream().map(port -> orEmpty(port.getName()));
    }

    private static Stream<String> ports(EndpointSlice slice) {
        List<EndpointPort> ports = slice.getPorts();
        return ports == null || ports.isEmpty() ? Stream.of("") : ports.stream().map(port -> orEmpty(port.getName()));
    }

    private boolean publishesNotReady() {
        return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    }

    private String hop() {
        return RouterView.router(RouterView.name(service));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String names(List<Seen> endpoints) {
        return endpoints.stream().map(Seen::name).distinct().limit(10).collect(Collectors.joining(", "));
    }

    /** An endpoint, and the pod behind it where that is known. */
    private record Seen(Endpoint endpoint, Optional<Pod> pod, boolean inside) {

        /** New connections go to ready endpoints, and to serving ones while all are terminating. */
        boolean takesTraffic() {
            return isReady() || conditions().map(EndpointConditions::getServing).orElse(false);
        }

        boolean isOutside() {
            return pod.isPresent() && !inside;
        }

        /** Where not-ready addresses are published the slice calls every endpoint ready, so that the pod is asked. */
        boolean isReadyInside(boolean askPod) {
            return inside && isReady() && (!askPod || pod.filter(Pods::isReady).isPresent());
        }

        String uid() {
            return endpoint.getTargetRef().getUid();
        }

        String name() {
            return endpoint.getTargetRef() == null
                    ? String.valueOf(endpoint.getAddresses())
                    : endpoint.getTargetRef().getName();
        }

        /** Not saying is saying ready. */
        private boolean isReady() {
            return conditions().map(EndpointConditions::getReady).orElse(true);
        }

        private Optional<EndpointConditions> conditions() {
            return Optional.ofNullable(endpoint.getConditions());
        }
    }
}

package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Backend;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Frontend;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Membership.Member;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.fabric8.internal.world.Traffic;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proof of a move by the watched EndpointSlices of a Service. The EndpointSlice controller copies the labels of the Service to
 * its slices in the write that sets their endpoints, so a slice with this cutover's label was computed from this cutover's
 * selector, and no older one can be mistaken for it. Slices of other managers carry traffic, too, whatever the selector: they
 * are judged by where connections go.
 */
final class SliceProof {

    static final String KIND = "endpointslices";
    static final String READY = "ready-endpoints";

    private final Move move;
    private final Service service;
    private final Track target;
    private final KnownPods pods;
    private final Supplier<Sidecars> sidecars;
    private final Membership membership;
    private final Optional<Membership> alsoInside;

    /**
     * @param pods watched pods of the namespace
     * @param sidecars states if this cluster searches native sidecars for named ports
     */
    SliceProof(Move move, Service service, Track target, KnownPods pods, Supplier<Sidecars> sidecars) {
        this.move = move;
        this.service = service;
        this.target = target;
        this.pods = pods;
        this.sidecars = sidecars;
        this.membership = Membership.of(move.world(), target);
        this.alsoInside =
                move.target().only().isPresent() && !move.world().release().isOrigin(target)
                        ? Optional.empty()
                        : Optional.of(Membership.of(move.world(), target.other()));
    }

    /** True if it is not a pod of a track that is to take traffic. */
    private boolean isOutside(Member member) {
        return member.isOutside()
                && alsoInside
                        .filter(tracks ->
                                tracks.of(member.backend(), service, pods).isInside())
                        .isEmpty();
    }

    /** @param slices all slices of the Service, at least one by the EndpointSlice controller */
    List<Evidence> of(List<EndpointSlice> slices) {
        List<EndpointSlice> computed =
                slices.stream().filter(Backend::isComputed).toList();
        List<EndpointSlice> marked = computed.stream().filter(this::isMarked).toList();
        Evidence routing = routing(
                marked.size() + " of " + computed.size() + " slices computed from this selector",
                members(Traffic.of(service, marked).mayBeReached()),
                foreign(slices),
                marked.size() == computed.size());
        return isConfirmed(routing)
                ? Stream.concat(Stream.of(routing), served(slices)).toList()
                : List.of(routing);
    }

    /** Evidence from slices of other managers only. */
    List<Evidence> ofOthers(List<EndpointSlice> slices) {
        List<Member> outside = foreign(slices);
        return outside.isEmpty()
                ? served(slices).toList()
                : List.of(Evidence.contradicted(
                        KIND, hop(), "endpoints outside " + inside() + ": " + described(outside, membership)));
    }

    private Evidence routing(String numbers, List<Member> members, List<Member> foreign, boolean isComplete) {
        List<Member> outside = Stream.concat(members.stream().filter(this::isOutside), foreign.stream())
                .toList();
        List<Member> unknown = members.stream().filter(Member::isUnknown).toList();
        if (foreign.isEmpty() && !outside.isEmpty() && mayBeOlder()) {
            return Evidence.missing(
                    KIND,
                    hop(),
                    numbers + "; endpoints outside " + inside() + ", if these are not from before its last change: "
                            + described(outside, membership));
        }
        if (!outside.isEmpty()) {
            return Evidence.contradicted(
                    KIND, hop(), numbers + "; endpoints outside " + inside() + ": " + described(outside, membership));
        }
        if (!isComplete) {
            return Evidence.missing(KIND, hop(), numbers);
        }
        return unknown.isEmpty()
                ? Evidence.confirmed(
                        KIND, hop(), numbers + ", none of " + distinct(members) + " endpoints outside " + inside())
                : Evidence.missing(KIND, hop(), numbers + "; pods not seen yet: " + described(unknown, membership));
    }

    /** True if slices may be of an earlier selector: a foreign move keeps the label of the cutover before. */
    private boolean mayBeOlder() {
        return move.before().split().equals(move.target());
    }

    /** Endpoints of other managers' slices outside the target. */
    private List<Member> foreign(List<EndpointSlice> slices) {
        List<Backend> foreign = Traffic.of(service, slices).reachable().stream()
                .filter(Backend::isForeign)
                .toList();
        return members(foreign).stream().filter(this::isOutside).toList();
    }

    private List<Member> members(List<Backend> backends) {
        return backends.stream()
                .map(backend -> membership.of(backend, service, pods))
                .toList();
    }

    private Stream<Evidence> served(List<EndpointSlice> slices) {
        Traffic traffic = Traffic.of(service, slices);
        ServedPorts ports = new ServedPorts(move, service, target, pods, sidecars.get());
        List<Frontend> required = traffic.frontends().stream()
                .filter(frontend -> ready(traffic, frontend) > 0 || ports.isWanted(frontend))
                .toList();
        return required.isEmpty()
                ? Stream.of(Evidence.contradicted(READY, hop(), target + " serves none of its ports"))
                : traffic.frontends().stream()
                        .map(frontend -> required.contains(frontend)
                                ? ready(frontend, ready(traffic, frontend), isUnfinished(frontend, ports, slices))
                                : Evidence.confirmed(READY, hop(), ports.unserved(frontend)));
    }

    /** Pods that wait for a load balancer are not ready meanwhile: the other track serves, if it takes traffic, too. */
    private Evidence ready(Frontend frontend, long ready, boolean isUnfinished) {
        String sentence =
                Wording.pods(Math.toIntExact(ready)) + " of " + target + " ready for " + frontend + ", " + required();
        if (ready == 0 && !isUnfinished && alsoInside.isEmpty()) {
            return Evidence.contradicted(READY, hop(), sentence);
        }
        return ready >= move.minReadyPods()
                ? Evidence.confirmed(READY, hop(), sentence)
                : Evidence.missing(READY, hop(), sentence);
    }

    /** The required number as text; a way back may require fewer pods than the workload has. */
    private String required() {
        int size = move.world().workload(target).desired();
        return move.minReadyPods() < size
                ? "at least " + move.minReadyPods() + " of " + size + " required"
                : move.minReadyPods() + " required";
    }

    /** True if a pod that should be in a slice is in none yet: the controller writes one slice after the other. */
    private static boolean isUnfinished(Frontend frontend, ServedPorts ports, List<EndpointSlice> slices) {
        return ports.able(frontend)
                .anyMatch(pod -> slices.stream()
                        .filter(Backend::isComputed)
                        .filter(slice -> frontend.family().toString().equals(slice.getAddressType()))
                        .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()))
                        .flatMap(List::stream)
                        .noneMatch(endpoint -> isOf(endpoint.getTargetRef(), pod)));
    }

    private static boolean isOf(@Nullable ObjectReference reference, Pod pod) {
        return reference != null
                && Objects.equals(reference.getUid(), pod.getMetadata().getUid());
    }

    /** Number of ready pods. With published not-ready addresses every endpoint is marked ready, so the pod's own state counts. */
    private long ready(Traffic traffic, Frontend frontend) {
        boolean asksPod = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        return members(traffic.carrying(frontend)).stream()
                .filter(member -> member.isInside() && member.backend().isReady())
                .flatMap(member -> member.pod().stream())
                .filter(pod -> !asksPod || PodState.isReady(pod))
                .map(pod -> pod.getMetadata().getUid())
                .distinct()
                .count();
    }

    private boolean isMarked(EndpointSlice slice) {
        Optional<String> mark = ServiceProof.mark(move, service);
        return mark.isEmpty()
                || mark.equals(Optional.ofNullable(Fields.labels(slice).get(MetadataKeys.CUTOVER)));
    }

    private String inside() {
        return alsoInside.isPresent() ? "both tracks" : target.toString();
    }

    private String hop() {
        return RouterView.router(service);
    }

    private static boolean isConfirmed(Evidence evidence) {
        return evidence.verdict() == Evidence.Verdict.CONFIRMED;
    }

    private static long distinct(List<Member> members) {
        return members.stream()
                .map(member -> List.of(member.backend().name(), member.backend().address()))
                .distinct()
                .count();
    }

    static String described(List<Member> members, Membership tracks) {
        return members.stream()
                .map(member -> described(member, tracks))
                .distinct()
                .limit(10)
                .collect(Collectors.joining(", "));
    }

    /** Describes a pod with its owner unless that is a track's Deployment, or an address with its slice. */
    private static String described(Member member, Membership tracks) {
        Backend backend = member.backend();
        return backend.isForeign()
                ? backend.address() + " in EndpointSlice/"
                        + Objects.requireNonNullElse(
                                backend.slice().getMetadata().getName(), "")
                        + " of " + Backend.manager(backend.slice())
                : backend.name()
                        + member.pod()
                                .flatMap(tracks::strange)
                                .map(owner -> " (" + owner + ")")
                                .orElse("");
    }
}

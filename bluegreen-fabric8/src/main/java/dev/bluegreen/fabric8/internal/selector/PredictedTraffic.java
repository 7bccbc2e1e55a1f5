package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.world.Backend;
import dev.bluegreen.fabric8.internal.world.ExpectedSlices;
import dev.bluegreen.fabric8.internal.world.Frontend;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Membership.Member;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.fabric8.internal.world.Traffic;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Predicted endpoints of a Service after a write: the slices that the EndpointSlice controller will compute, and the
 * unchanged ones of other managers. Current endpoints are read from the existing slices.
 */
final class PredictedTraffic {

    private final SelectorWrite write;
    private final Service service;
    private final List<Pod> members;
    private final List<Pod> ready;
    private final KnownPods pods;
    private final Membership membership;
    private final Sidecars sidecars;
    private final Traffic now;
    private final Traffic then;

    /**
     * Predicts the slices.
     *
     * @param selected running pods that match the new selector
     * @param slices all watched slices of the Service
     * @param sidecars states if this cluster searches native sidecars for named ports
     */
    PredictedTraffic(
            SelectorWrite write, List<Pod> selected, List<EndpointSlice> slices, KnownPods pods, Sidecars sidecars) {
        this.write = write;
        this.service = write.before();
        this.pods = pods;
        this.sidecars = sidecars;
        this.membership = write.membership();
        this.members = selected.stream().filter(membership::isKept).toList();
        this.ready = members.stream().filter(PodState::isReady).toList();
        this.now = Traffic.of(service, slices);
        Stream<EndpointSlice> foreign = slices.stream().filter(slice -> !Backend.isComputed(slice));
        this.then = Traffic.of(
                service,
                Stream.concat(ExpectedSlices.of(service, selected, sidecars).stream(), foreign)
                        .toList());
    }

    /** True if a selected pod would get traffic. */
    boolean reaches(Pod pod) {
        return then.mayBeReached().stream()
                .filter(backend -> !backend.isForeign())
                .flatMap(backend -> backend.pod().stream())
                .anyMatch(reference ->
                        Objects.equals(reference.getUid(), pod.getMetadata().getUid()));
    }

    Stream<Finding> findings() {
        Optional<Finding> few = tooFewReady();
        return Stream.of(
                        few.stream(),
                        foreign(),
                        then.frontends().stream().flatMap(frontend -> of(frontend, few.isPresent()).stream()),
                        strangersNow())
                .flatMap(findings -> findings);
    }

    /** Findings about pods outside the active track that get traffic now: a way back restores that, and cannot be proven. */
    private Stream<Finding> strangersNow() {
        Workload active = membership.other();
        Membership now = membership.ofOther();
        List<Pod> strangers = write.isThere() || write.isFromBoth()
                ? List.of()
                : this.now.reachable().stream()
                        .filter(backend -> !backend.isForeign())
                        .map(backend -> now.of(backend, service, pods))
                        .filter(Member::isOutside)
                        .flatMap(member -> member.pod().stream())
                        .filter(pod -> now.isTaken(pod) && !isClone(pod))
                        .distinct()
                        .toList();
        return strangers.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        "stranger-pods",
                        Severity.WARNING,
                        write.router() + " sends traffic to pods that Deployment/" + active.name() + " does not own: "
                                + Owner.named(strangers) + "; a way back would restore that, and is not proven",
                        "give them labels that its selector does not match"));
    }

    /** True for a pod of the clone of an adoption, which shares the traffic of its origin; a way back takes it away. */
    private boolean isClone(Pod pod) {
        return membership.byOwner() && membership.isKept(pod);
    }

    private Optional<Finding> tooFewReady() {
        return ready.size() >= required()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "too-few-ready",
                        Severity.FATAL,
                        write.router() + " would select " + ready.size() + " ready pods of " + write.target() + " by "
                                + write.selector() + ", required: " + required(),
                        "wait until they are ready, or check which key of the selector the pods of "
                                + write.targetWorkload().name() + " do not carry"));
    }

    private Optional<Finding> of(Frontend frontend, boolean tooFewIsReported) {
        if (!members.isEmpty() && !canServe(frontend)) {
            return Optional.of(isLost(frontend) ? lost(frontend) : unserved(frontend));
        }
        long serving = ready.stream()
                .filter(pod -> ExpectedSlices.canServe(service, frontend, pod, sidecars))
                .count();
        return serving >= required() || tooFewIsReported ? Optional.empty() : Optional.of(tooFew(frontend, serving));
    }

    /** True if any of its pods can serve it, ready or not; a pod without an address may get one of any family. */
    private boolean canServe(Frontend frontend) {
        return members.stream()
                .anyMatch(pod -> PodState.hasAddress(pod)
                        ? ExpectedSlices.canServe(service, frontend, pod, sidecars)
                        : ExpectedSlices.hasPort(service, frontend, pod, sidecars));
    }

    /** True if it carries traffic now, or if the target would serve nothing at all. */
    private boolean isLost(Frontend frontend) {
        return isAnswered(frontend) || then.frontends().stream().noneMatch(this::canServe);
    }

    private boolean isAnswered(Frontend frontend) {
        return now.carrying(frontend).stream().anyMatch(this::answers);
    }

    /**
     * True if the pod would answer. With published not-ready addresses every endpoint is marked ready, so the pod's own state
     * counts; a pod that only waits for a readiness gate does answer.
     */
    private boolean answers(Backend backend) {
        boolean asksPod = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses()) && !backend.isForeign();
        return !asksPod
                || membership
                        .of(backend, service, pods)
                        .pod()
                        .map(PodState::hasReadyContainers)
                        .orElse(true);
    }

    private Finding lost(Frontend frontend) {
        return new Finding(
                "port-lost",
                Severity.FATAL,
                write.router() + " would have no endpoint for " + frontend
                        + (isAnswered(frontend) ? ", which has some now" : "") + ": " + why(frontend),
                remedy(frontend));
    }

    private Finding unserved(Frontend frontend) {
        return new Finding(
                "port-unserved",
                Severity.INFO,
                write.router() + " has no " + (now.serves(frontend) ? "ready " : "") + "endpoint for " + frontend
                        + ", and would have none: " + why(frontend),
                remedy(frontend) + "; the proof does not require it");
    }

    private Finding tooFew(Frontend frontend, long serving) {
        return new Finding(
                "too-few-ready",
                Severity.FATAL,
                write.router() + " would have " + serving + " ready pods of " + write.target() + " for " + frontend
                        + ", required: " + required(),
                "wait until all pods of " + write.targetWorkload().name() + " are of one version that serves it");
    }

    private String why(Frontend frontend) {
        boolean familyIsThere =
                members.stream().anyMatch(pod -> frontend.family().isOf(pod));
        return "no pod of " + write.targetWorkload().name() + " has "
                + (familyIsThere ? portOf(frontend) : "an " + frontend.family() + " address");
    }

    private String remedy(Frontend frontend) {
        boolean familyIsThere =
                members.stream().anyMatch(pod -> frontend.family().isOf(pod));
        return familyIsThere
                ? "give a container of " + write.targetWorkload().name() + " that port, or take it out of the Service"
                : "take " + frontend.family() + " out of spec.ipFamilies of the Service, or run pods that have it";
    }

    private String portOf(Frontend frontend) {
        return frontend.declaration(service)
                .flatMap(port -> TargetPort.name(port)
                        .map(name -> "a " + frontend.protocol() + " port named '" + name + "'" + leftOut(port)))
                .orElse("it");
    }

    private String leftOut(ServicePort port) {
        return sidecars == Sidecars.LEFT_OUT && members.stream().anyMatch(pod -> TargetPort.isOfSidecar(pod, port))
                ? " outside its native sidecars, which Kubernetes searches from 1.32 on"
                : "";
    }

    /** Findings about slices of other managers, whose traffic continues whatever the selector. */
    private Stream<Finding> foreign() {
        List<Member> all = then.reachable().stream()
                .filter(Backend::isForeign)
                .map(backend -> membership.of(backend, service, pods))
                .toList();
        List<Member> outside = all.stream().filter(Member::isOutside).toList();
        List<Member> inside = all.stream().filter(Member::isInside).toList();
        return Stream.concat(
                outside.isEmpty() ? Stream.empty() : Stream.of(elsewhere(outside)),
                inside.isEmpty() ? Stream.empty() : Stream.of(already(inside)));
    }

    private Finding elsewhere(List<Member> outside) {
        return new Finding(
                "foreign-endpoints",
                Severity.FATAL,
                write.router() + " would still send traffic outside " + write.target() + ", to "
                        + SliceProof.described(outside, membership) + ": no selector changes these",
                "delete these EndpointSlices, or remove their label kubernetes.io/service-name");
    }

    private Finding already(List<Member> inside) {
        return new Finding(
                "foreign-endpoints",
                Severity.WARNING,
                write.router() + " sends traffic to pods of " + write.target() + " independent of its selector, to "
                        + SliceProof.described(inside, membership),
                "delete these EndpointSlices: with them traffic cannot go back");
    }

    private int required() {
        return Math.max(1, write.move().minReadyPods());
    }
}

package dev.bluegreen.fabric8.internal.world;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Assigns backends to tracks. A pod belongs to a track if the track's Deployment owns it and that Deployment's selector
 * matches it, and the other track's does not.
 *
 * @param target the track that traffic should go to
 * @param other the other track
 * @param byOwner true if owners alone tell, because the selector of an origin matches the pods of both
 */
public record Membership(Workload target, Workload other, boolean byOwner) {

    /** The membership for a target. A workload that could not be read is represented by its track's labels. */
    public static Membership of(World world, Track target) {
        return new Membership(
                judged(world, target),
                judged(world, target.other()),
                world.release().origin().isPresent());
    }

    private static Workload judged(World world, Track track) {
        Workload known = world.workload(track);
        return known.isNone() && known.isReadInPart()
                ? known.toBuilder()
                        .selector(world.release().labels().selector(track))
                        .build()
                : known;
    }

    /** Relation of a backend to the target. */
    public enum Standing {
        /** A pod of the target. */
        INSIDE,
        /** Something else. */
        OUTSIDE,
        /** A pod that was not seen yet. */
        UNKNOWN
    }

    /** A backend, its relation to the target, and its pod if known. */
    public record Member(Backend backend, Standing standing, Optional<Pod> pod) {

        /** True if it is not a pod of the target. */
        public boolean isOutside() {
            return standing == Standing.OUTSIDE;
        }

        /** True if it is a pod of the target. */
        public boolean isInside() {
            return standing == Standing.INSIDE;
        }

        /** True if it is a pod that was not seen yet. */
        public boolean isUnknown() {
            return standing == Standing.UNKNOWN;
        }
    }

    /** The membership with the other track as the target. */
    public Membership ofOther() {
        Workload target = other;
        return new Membership(target, this.target, byOwner);
    }

    /** True if a pod belongs to the target alone. */
    public boolean isInside(Pod pod) {
        return isKept(pod) && (byOwner || !takes(other, pod));
    }

    /** True if the target's Deployment owns the pod, whatever selectors match it. */
    public boolean isKept(Pod pod) {
        return Owner.of(pod).isDeployment(target.name()) && takes(target, pod);
    }

    /** The owner of a pod, unless it is a track's Deployment. */
    public Optional<Owner> strange(Pod pod) {
        return Optional.of(Owner.of(pod))
                .filter(owner -> !owner.isDeployment(target.name()) && !owner.isDeployment(other.name()));
    }

    /** True if the target's selector matches the pod, whatever its owner. */
    public boolean isTaken(Pod pod) {
        return takes(target, pod);
    }

    /** True if the other track's selector matches the pod. */
    public boolean isOfOther(Pod pod) {
        return takes(other, pod);
    }

    /**
     * The relation of a backend. For the EndpointSlice controller's slices the named pod counts; for those of other managers,
     * where connections actually go: the address must be a ready pod's, and the port the Service's target port.
     */
    public Member of(Backend backend, Service service, KnownPods pods) {
        return backend.isForeign() ? byAddress(backend, service, pods) : byName(backend, pods);
    }

    private Member byName(Backend backend, KnownPods pods) {
        Optional<Pod> pod = backend.pod()
                .filter(reference -> reference.getName() != null)
                .flatMap(reference -> pods.named(reference.getName()).filter(known -> isSame(known, reference)));
        Standing standing = pod.map(known -> isInside(known) ? Standing.INSIDE : Standing.OUTSIDE)
                .orElse(Standing.UNKNOWN);
        return new Member(backend, standing, pod);
    }

    private Member byAddress(Backend backend, Service service, KnownPods pods) {
        Optional<Pod> inside = pods.at(backend.address()).stream()
                .filter(pod -> isInside(pod) && PodState.isReady(pod) && leadsTo(pod, backend, service))
                .findFirst();
        return inside.map(pod -> new Member(backend, Standing.INSIDE, inside))
                .orElseGet(() -> new Member(
                        backend,
                        Standing.OUTSIDE,
                        pods.at(backend.address()).stream().findFirst()));
    }

    private static boolean leadsTo(Pod pod, Backend backend, Service service) {
        return backend.port().isEmpty()
                || backend.frontend()
                        .flatMap(frontend -> frontend.declaration(service))
                        .map(declared -> TargetPort.in(pod, declared))
                        .orElseGet(OptionalInt::empty)
                        .equals(backend.port());
    }

    private static boolean isSame(Pod known, ObjectReference reference) {
        return Objects.equals(known.getMetadata().getUid(), reference.getUid());
    }

    private static boolean takes(Workload workload, Pod pod) {
        return Fields.selects(workload.selector(), Fields.labels(pod));
    }
}

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
 * Whose pod a backend is. A pod is of a track when the track's Deployment keeps it and the selector of that Deployment takes
 * it, and that of the other track does not.
 *
 * @param target the track that traffic should go to
 * @param other the other one
 */
public record Membership(Workload target, Workload other) {

    /** That of the world. A workload that could not be read is judged by the labels that one of its track has. */
    public static Membership of(World world, Track target) {
        return new Membership(judged(world, target), judged(world, target.other()));
    }

    private static Workload judged(World world, Track track) {
        Workload known = world.workload(track);
        return known.isNone() && known.isReadInPart()
                ? Workload.builder(track, known.name())
                        .selector(world.release().labels().selector(track))
                        .images(known.images())
                        .desired(known.desired())
                        .rollout(known.rollout())
                        .probesMissing(known.probesMissing())
                        .ports(known.ports())
                        .pods(known.pods())
                        .version(known.version())
                        .build()
                : known;
    }

    /** What a backend is to the target. */
    public enum Standing {
        /** A pod of the target. */
        INSIDE,
        /** Something else. */
        OUTSIDE,
        /** A pod that was not seen yet. */
        UNKNOWN
    }

    /**
     * A backend, and whose it is.
     *
     * @param backend as a slice has it
     * @param standing what it is to the target
     * @param pod the pod behind it, where that is known
     */
    public record Member(Backend backend, Standing standing, Optional<Pod> pod) {

        /** Whether it is something else than a pod of the target. */
        public boolean isOutside() {
            return standing == Standing.OUTSIDE;
        }

        /** Whether it is a pod of the target. */
        public boolean isInside() {
            return standing == Standing.INSIDE;
        }

        /** Whether it is a pod that was not seen yet. */
        public boolean isUnknown() {
            return standing == Standing.UNKNOWN;
        }
    }

    /** Whether a pod is of the target and of nothing else. */
    public boolean isInside(Pod pod) {
        return isKept(pod) && !takes(other, pod);
    }

    /** Whether the target's Deployment keeps a pod, whatever else takes it. */
    public boolean isKept(Pod pod) {
        return Owner.of(pod).isDeployment(target.name()) && takes(target, pod);
    }

    /** Who keeps a pod, where that is the Deployment of neither track. */
    public Optional<Owner> strange(Pod pod) {
        return Optional.of(Owner.of(pod))
                .filter(owner -> !owner.isDeployment(target.name()) && !owner.isDeployment(other.name()));
    }

    /** Whether the selector of the target takes a pod, whoever keeps it. */
    public boolean isTaken(Pod pod) {
        return takes(target, pod);
    }

    /** Whether the selector of the other track takes a pod. */
    public boolean isOfOther(Pod pod) {
        return takes(other, pod);
    }

    /**
     * Whose a backend is. What the EndpointSlice controller wrote is known by the pod it names; what somebody else wrote, by
     * where connections really go: the address has to be a ready pod's, and the port the one that the Service leads to.
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
        return !workload.selector().isEmpty()
                && PodState.labels(pod)
                        .entrySet()
                        .containsAll(workload.selector().entrySet());
    }
}

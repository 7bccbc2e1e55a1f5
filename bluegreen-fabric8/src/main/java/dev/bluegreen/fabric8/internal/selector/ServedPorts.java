package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.world.ExpectedSlices;
import dev.bluegreen.fabric8.internal.world.Frontend;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ports and families of a Service that a proof requires of a track: those its pods have, or had when the move was made. A port
 * that only the old track serves is refused before the write; the proof does not require it, since it also proves ways back,
 * which need nothing of the track that traffic leaves.
 */
final class ServedPorts {

    private final Move move;
    private final Service service;
    private final Track target;
    private final Sidecars sidecars;
    private final List<Pod> living;

    ServedPorts(Move move, Service service, Track target, KnownPods pods, Sidecars sidecars) {
        this.move = move;
        this.service = service;
        this.target = target;
        this.sidecars = sidecars;
        TrackLabels labels = move.world().release().labels();
        Membership membership = Membership.of(move.world(), target);
        this.living = pods.labelled(labels.appKey(), labels.app()).stream()
                .filter(pod -> !PodState.hasEnded(pod) && !PodState.isTerminating(pod))
                .filter(membership::isInside)
                .toList();
    }

    boolean isWanted(Frontend frontend) {
        return hasFamily(frontend) && hasPort(frontend);
    }

    /** Pods that should be endpoints of the frontend. */
    Stream<Pod> able(Frontend frontend) {
        return living.stream()
                .filter(PodState::isReady)
                .filter(pod -> ExpectedSlices.canServe(service, frontend, pod, sidecars));
    }

    /** Message about a frontend that is not required. */
    String unserved(Frontend frontend) {
        return "no pod of " + target + " has " + frontend + ", so it is not required";
    }

    private boolean hasPort(Frontend frontend) {
        return living.stream().anyMatch(pod -> ExpectedSlices.hasPort(service, frontend, pod, sidecars))
                || (hadPort(frontend) && !isLeftOut(frontend));
    }

    private boolean hadPort(Frontend frontend) {
        Workload workload = move.world().workload(target);
        return frontend.declaration(service)
                .flatMap(TargetPort::key)
                .map(workload.ports()::containsKey)
                .orElse(true);
    }

    /** True for a port of a native sidecar on a cluster that ignores it. */
    private boolean isLeftOut(Frontend frontend) {
        return sidecars == Sidecars.LEFT_OUT
                && frontend.declaration(service)
                        .filter(port -> living.stream().anyMatch(pod -> TargetPort.isOfSidecar(pod, port)))
                        .isPresent();
    }

    /** True if a pod has an address of the family, or no address yet. */
    private boolean hasFamily(Frontend frontend) {
        List<Pod> addressed = living.stream().filter(PodState::hasAddress).toList();
        return addressed.isEmpty()
                || addressed.stream().anyMatch(pod -> frontend.family().isOf(pod));
    }
}

package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** State of a pod that decides whether it is an endpoint. */
public final class PodState {

    private static final String READY = "Ready";
    private static final String CONTAINERS_READY = "ContainersReady";
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private PodState() {}

    /** Its Ready condition, which takes its readiness gates into account. */
    public static Optional<PodCondition> readiness(Pod pod) {
        return condition(pod, READY);
    }

    /** True if its containers are ready, whatever its readiness gates; the fallback is its Ready condition. */
    public static boolean hasReadyContainers(Pod pod) {
        return condition(pod, CONTAINERS_READY)
                .or(() -> readiness(pod))
                .map(PodCondition::getStatus)
                .filter("True"::equals)
                .isPresent();
    }

    /** Its readiness conditions, and what load balancers say of it. */
    public static Stream<PodCondition> readinessConditions(Pod pod) {
        return Stream.ofNullable(pod.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .filter(condition -> isReadiness(condition) || TargetGate.isTargetHealth(condition.getType()));
    }

    /** True for the condition that it is ready, or that its containers are. */
    public static boolean isReadiness(PodCondition condition) {
        return READY.equals(condition.getType()) || CONTAINERS_READY.equals(condition.getType());
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return readinessConditions(pod)
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    /** True if its Ready condition holds, also while it is terminating. */
    static boolean isServing(Pod pod) {
        return readiness(pod)
                .map(PodCondition::getStatus)
                .filter("True"::equals)
                .isPresent();
    }

    /** True if it is ready and not terminating. */
    public static boolean isReady(Pod pod) {
        return isServing(pod) && !isTerminating(pod);
    }

    /** True if it is being deleted. */
    public static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** True if it ran to completion; then it is never an endpoint. */
    public static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getPhase() != null
                && ENDED.contains(pod.getStatus().getPhase());
    }

    /** True if it has this address now. */
    public static boolean hasAddress(Pod pod, String address) {
        return !hasEnded(pod) && Family.addressesOf(pod).anyMatch(address::equals);
    }

    /** Its addresses. */
    public static Set<String> addresses(Pod pod) {
        return Family.addressesOf(pod).collect(Collectors.toSet());
    }

    /** True if it has any address yet. */
    public static boolean hasAddress(Pod pod) {
        return Family.addressesOf(pod).findAny().isPresent();
    }
}

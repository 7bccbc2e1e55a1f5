package dev.bluegreen.aws.alb;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;

/**
 * What a target group says of its targets, and what that means: to wait, to go ahead, or that waiting will never help.
 *
 * @param targets as described
 */
record GroupHealth(List<TargetHealthDescription> targets) {

    private static final int SHOWN = 5;

    GroupHealth {
        targets = List.copyOf(targets);
    }

    /** What a target's state means before traffic is sent to it. */
    enum Meaning {
        /** May get traffic. */
        HEALTHY,
        /** Not checked yet, or failing its checks: may come. */
        WAIT,
        /** Nobody checks it since no rule names its group: attaching helps. */
        NOT_ATTACHED,
        /** A wrong configuration: waiting will never help. */
        MISCONFIGURED,
        /** Leaving: of no account. */
        LEAVING,
        /** Its health is not checked, and so cannot be proven. */
        UNPROVEN
    }

    /** A state that this version does not know counts as not healthy yet. */
    static Meaning meaning(TargetHealthDescription target) {
        return switch (target.targetHealth().state()) {
            case HEALTHY -> Meaning.HEALTHY;
            case INITIAL, UNHEALTHY, UNKNOWN_TO_SDK_VERSION -> Meaning.WAIT;
            case DRAINING, UNHEALTHY_DRAINING -> Meaning.LEAVING;
            case UNAVAILABLE -> Meaning.UNPROVEN;
            case UNUSED ->
                target.targetHealth().reason() == TargetHealthReasonEnum.TARGET_NOT_IN_USE
                        ? Meaning.NOT_ATTACHED
                        : Meaning.MISCONFIGURED;
        };
    }

    /** Targets that may get traffic, for whom health may be taken on trust. */
    int usable(boolean trustUnproven) {
        return (int) targets.stream()
                .filter(target -> isUsable(target, trustUnproven))
                .count();
    }

    static boolean isUsable(TargetHealthDescription target, boolean trustUnproven) {
        Meaning meaning = meaning(target);
        return meaning == Meaning.HEALTHY || (trustUnproven && meaning == Meaning.UNPROVEN);
    }

    boolean has(Meaning meaning) {
        return targets.stream().anyMatch(target -> meaning(target) == meaning);
    }

    /** Those that were not deregistered. */
    List<TargetHealthDescription> staying() {
        return targets.stream()
                .filter(target -> meaning(target) != Meaning.LEAVING)
                .toList();
    }

    /** Whether targets are instances, which are nodes of the cluster, and not the addresses of pods. */
    boolean areNodes() {
        return !targets.isEmpty()
                && targets.stream().allMatch(target -> target.target().id().startsWith("i-"));
    }

    /** The zones with a healthy target. */
    Set<String> zones() {
        return targets.stream()
                .filter(target -> meaning(target) == Meaning.HEALTHY)
                .map(target -> String.valueOf(target.target().availabilityZone()))
                .collect(Collectors.toSet());
    }

    /** Those of a meaning, in the service's own words. */
    String describe(Predicate<Meaning> which) {
        return targets.stream()
                .filter(target -> which.test(meaning(target)))
                .limit(SHOWN)
                .map(GroupHealth::describe)
                .collect(Collectors.joining(", "));
    }

    private static String describe(TargetHealthDescription target) {
        TargetHealth health = target.targetHealth();
        String reason = health.reasonAsString() == null ? "" : " (" + health.reasonAsString() + text(health) + ")";
        return target.target().id() + ":" + target.target().port() + " " + health.stateAsString() + reason;
    }

    private static String text(TargetHealth health) {
        return health.description() == null ? "" : ": " + health.description();
    }
}

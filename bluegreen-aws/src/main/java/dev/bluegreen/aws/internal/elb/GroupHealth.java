package dev.bluegreen.aws.internal.elb;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;

/**
 * The target health of a group, and its meaning: go ahead, wait, or waiting will not help.
 *
 * @param answeringNodes for node targets, the most that can be healthy; empty if unknown
 */
public record GroupHealth(List<TargetHealthDescription> targets, OptionalInt answeringNodes) {

    private static final int SHOWN = 5;

    public GroupHealth {
        targets = List.copyOf(targets);
    }

    GroupHealth(List<TargetHealthDescription> targets) {
        this(targets, OptionalInt.empty());
    }

    public GroupHealth answeredBy(OptionalInt nodes) {
        return new GroupHealth(targets, nodes);
    }

    /** Meaning of a target's state before traffic is sent to it. */
    public enum Meaning {
        /** May get traffic. */
        HEALTHY,
        /** Not checked yet, or failing its checks: may become healthy. */
        WAIT,
        /** Not checked because no rule names its group: attaching helps. */
        NOT_ATTACHED,
        /** A wrong configuration: waiting will never help. */
        MISCONFIGURED,
        /** Terminated, such as a node, but still registered. */
        GONE,
        /** Being deregistered: not counted. */
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
            case UNUSED -> unused(target.targetHealth().reason());
        };
    }

    private static Meaning unused(@Nullable TargetHealthReasonEnum reason) {
        if (reason == TargetHealthReasonEnum.TARGET_NOT_IN_USE) {
            return Meaning.NOT_ATTACHED;
        }
        boolean isGone = reason == TargetHealthReasonEnum.TARGET_INVALID_STATE
                || reason == TargetHealthReasonEnum.TARGET_NOT_REGISTERED;
        return isGone ? Meaning.GONE : Meaning.MISCONFIGURED;
    }

    /** Number of targets that may get traffic. */
    public int usable(boolean trustUnproven) {
        return (int) targets.stream()
                .filter(target -> isUsable(target, trustUnproven))
                .count();
    }

    /** The ids of targets that may get traffic: addresses, where targets are pods. */
    public Set<String> usableIds(boolean trustUnproven) {
        return targets.stream()
                .filter(target -> isUsable(target, trustUnproven))
                .map(target -> target.target().id())
                .collect(Collectors.toSet());
    }

    static boolean isUsable(TargetHealthDescription target, boolean trustUnproven) {
        Meaning meaning = meaning(target);
        return meaning == Meaning.HEALTHY || (trustUnproven && meaning == Meaning.UNPROVEN);
    }

    public boolean has(Meaning meaning) {
        return targets.stream().anyMatch(target -> meaning(target) == meaning);
    }

    /** Targets that are neither deregistering nor terminated. */
    public List<TargetHealthDescription> staying() {
        return targets.stream()
                .filter(target -> meaning(target) != Meaning.LEAVING && meaning(target) != Meaning.GONE)
                .toList();
    }

    /** Number of targets that must be healthy for a number of required pods. */
    public int needed(int pods) {
        if (areWhole()) {
            return 1;
        }
        return areNodes()
                ? Math.max(
                        1,
                        Math.min(pods, answeringNodes.orElseGet(() -> staying().size())))
                : pods;
    }

    /** True if one target stands for all pods: another load balancer, or a function. */
    private boolean areWhole() {
        return haveIds("arn:");
    }

    /** True if targets are instances, that is nodes of the cluster, not pod addresses. */
    public boolean areNodes() {
        return haveIds("i-");
    }

    private boolean haveIds(String prefix) {
        return !targets.isEmpty()
                && targets.stream().allMatch(target -> target.target().id().startsWith(prefix));
    }

    /** Description of targets by meaning, in the service's own words. */
    public String describe(Predicate<Meaning> which) {
        return targets.stream()
                .filter(target -> which.test(meaning(target)))
                .limit(SHOWN)
                .map(GroupHealth::describe)
                .collect(Collectors.joining(", "));
    }

    private static String describe(TargetHealthDescription target) {
        TargetHealth health = target.targetHealth();
        String reason = health.reasonAsString() == null ? "" : " (" + health.reasonAsString() + text(health) + ")";
        return name(target.target()) + " " + health.stateAsString() + reason;
    }

    /** Name for messages: an IPv6 address in brackets, to separate its port. */
    public static String name(TargetDescription target) {
        String id =
                target.id().contains(":") && !target.id().startsWith("arn:") ? "[" + target.id() + "]" : target.id();
        return target.port() == null ? id : id + ":" + target.port();
    }

    private static String text(TargetHealth health) {
        return health.description() == null ? "" : ": " + health.description();
    }
}

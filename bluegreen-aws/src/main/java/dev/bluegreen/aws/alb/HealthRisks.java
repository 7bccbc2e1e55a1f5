package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.GroupHealth.Meaning;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Findings about the health of the targets that are to get traffic: enough must be healthy, not all. */
record HealthRisks(RouteView now, GroupSettings group, GroupHealth health, Options options) {

    private static final Set<Meaning> USELESS = Set.of(Meaning.MISCONFIGURED, Meaning.NOT_ATTACHED, Meaning.GONE);

    List<Finding> findings(int required) {
        Optional<String> missing = options.missing(health, required);
        return missing.map(sentence -> List.of(tooFew(sentence))).orElseGet(this::spare);
    }

    private Finding tooFew(String missing) {
        if (health.has(Meaning.MISCONFIGURED) || health.has(Meaning.GONE) || isUselesslyAttached()) {
            return unusable(Severity.FATAL);
        }
        if (health.has(Meaning.NOT_ATTACHED)) {
            return notAttached();
        }
        return health.has(Meaning.UNPROVEN) && !options.trustUnproven() ? unproven() : unhealthy(missing);
    }

    /** Only a warning: enough targets are healthy without the unusable ones. */
    private List<Finding> spare() {
        return USELESS.stream().anyMatch(health::has) ? List.of(unusable(Severity.WARNING)) : List.of();
    }

    /** True if AWS reports the group as unused although this rule names it: its zone is not enabled. */
    private boolean isUselesslyAttached() {
        return health.has(Meaning.NOT_ATTACHED) && now.forward().attached(group.arn());
    }

    private Finding unusable(Severity severity) {
        return new Finding(
                "targets-unused",
                severity,
                group.name() + " has targets that cannot be used, and waiting will not help: "
                        + health.describe(USELESS::contains),
                remedy());
    }

    private String remedy() {
        if (health.has(Meaning.GONE)) {
            return "deregister targets that have ended, such as nodes that were terminated";
        }
        return health.has(Meaning.MISCONFIGURED)
                ? "register targets that the load balancer can reach"
                : "enable the zone of these targets on the load balancer";
    }

    private Finding notAttached() {
        return Finding.info(
                "not-attached",
                group.name()
                        + " is in no rule, so its targets are not health-checked: the cutover attaches it at weight 0 and"
                        + " waits until they are healthy",
                "give deadlines(...) for verify that are longer than the health checks take");
    }

    private Finding unproven() {
        return Finding.fatal(
                "health-unproven",
                group.name() + " does not check the health of its targets: "
                        + health.describe(meaning -> meaning == Meaning.UNPROVEN),
                "switch health checks on, or use trustUncheckedTargets()");
    }

    private Finding unhealthy(String missing) {
        return Finding.fatal(
                "too-few-healthy",
                group.name() + " " + missing,
                health.areNodes()
                        ? "wait until they are healthy, or ask for fewer with minReadyPods(...): with"
                                + " externalTrafficPolicy: Local only nodes with a ready pod of the track are"
                        : "wait until they are healthy; the load balancer would send them their share even so");
    }
}

package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.alb.GroupHealth.Meaning;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.util.List;

/** Whether the targets that are to get traffic may get it. */
record HealthRisks(RouteView now, GroupSettings group, GroupHealth health, Options options) {

    List<Finding> findings(int wanted) {
        if (health.has(Meaning.MISCONFIGURED) || isUselesslyAttached()) {
            return List.of(misconfigured());
        }
        if (health.has(Meaning.NOT_ATTACHED)) {
            return List.of(notAttached());
        }
        if (health.has(Meaning.UNPROVEN) && !options.trustUnproven()) {
            return List.of(unproven());
        }
        return new EnoughTargets(health, options)
                .missing(wanted).stream().map(this::tooFew).toList();
    }

    /** No rule of the load balancer has the group in use, although this one names it: its zone is not enabled. */
    private boolean isUselesslyAttached() {
        return health.has(Meaning.NOT_ATTACHED) && now.forward().attached(group.arn());
    }

    private Finding misconfigured() {
        return new Finding(
                "targets-unused",
                Severity.FATAL,
                group.name() + " has targets that cannot be used, and waiting will not help: "
                        + health.describe(
                                meaning -> meaning == Meaning.MISCONFIGURED || meaning == Meaning.NOT_ATTACHED),
                "enable the zone of these targets on the load balancer, or register targets that it can reach");
    }

    private Finding notAttached() {
        return new Finding(
                "not-attached",
                Severity.INFO,
                group.name()
                        + " is in no rule, so that nobody checks its targets: the cutover attaches it at weight 0 and"
                        + " waits until they are healthy",
                "give deadlines(...) for verify that are longer than the health checks take");
    }

    private Finding unproven() {
        return new Finding(
                "health-unproven",
                Severity.FATAL,
                group.name() + " does not check the health of its targets: "
                        + health.describe(meaning -> meaning == Meaning.UNPROVEN),
                "switch health checks on, or use trustUncheckedTargets()");
    }

    private Finding tooFew(String missing) {
        return new Finding(
                "too-few-healthy",
                Severity.FATAL,
                group.name() + " " + missing,
                "wait until they are healthy; the load balancer would send them their share all the same");
    }
}

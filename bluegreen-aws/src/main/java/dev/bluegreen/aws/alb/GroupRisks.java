package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about settings of a target group that make a change of weights risky. */
record GroupRisks(RouteView now, ElbArn route, GroupSettings group, Options options) {

    List<Finding> findings() {
        return Stream.of(anotherBalancer(), tooMany(), appCookie(), stickyTargets(), zones(), time())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> anotherBalancer() {
        return when(
                group.isAnotherBalancers(route.loadBalancer()),
                "other-load-balancer",
                Severity.FATAL,
                "belongs to another load balancer than " + now.router() + ": a target group serves one only",
                "name a target group of " + route.loadBalancer());
    }

    private Optional<Finding> tooMany() {
        boolean full = now.forward().weights().size() >= Forward.MOST_GROUPS;
        return when(
                full && !now.forward().attached(group.arn()),
                "too-many-target-groups",
                Severity.FATAL,
                "cannot be attached: " + now.router() + " names " + Forward.MOST_GROUPS + " target groups already",
                "remove an unused one from the rule");
    }

    private Optional<Finding> appCookie() {
        return when(
                group.stickyBy().filter("app_cookie"::equals).isPresent(),
                "app-cookie-stickiness",
                Severity.FATAL,
                "is sticky by a cookie of the application, which does not work with weighted target groups",
                "set stickiness.enabled to false, or stickiness.type to lb_cookie");
    }

    /** A rule that forwards to several groups must be sticky if one of the groups is. */
    private Optional<Finding> stickyTargets() {
        boolean disabled = options.stickiness() instanceof Stickiness.Disable;
        return when(
                group.stickyBy().filter("lb_cookie"::equals).isPresent()
                        && (disabled || !now.forward().isSticky()),
                "target-stickiness",
                Severity.FATAL,
                "is sticky by a cookie of the load balancer, and then a rule of several groups has to be sticky too",
                "set stickiness.enabled of the target group to false, or make the rule sticky and use"
                        + " stickiness(Stickiness.await(...))");
    }

    private Optional<Finding> zones() {
        return when(
                group.zonesApart(),
                "zones-apart",
                Severity.WARNING,
                "is balanced without crossing zones: each zone sends to its own targets only",
                "check that each zone has healthy targets of both tracks, or switch cross-zone load balancing on");
    }

    private Optional<Finding> time() {
        return when(
                true,
                "time-budget",
                Severity.INFO,
                "takes up to " + seconds(group.firstHealthySeconds()) + " to check a new target, "
                        + seconds(group.slowStartSeconds())
                        + " of slow start, " + Wording.of(options.readBack()) + " of reading back, "
                        + Wording.of(options.settleBound(route)) + " to settle, and on retirement "
                        + seconds(group.deregistrationSeconds())
                        + " of deregistration delay; a change of weights drains nothing, and each step of a schedule"
                        + " takes reading back, settling and its own pause",
                "give deadlines and standby(...) that are longer");
    }

    private static String seconds(long count) {
        return Wording.of(Duration.ofSeconds(count));
    }

    private Optional<Finding> when(boolean is, String id, Severity severity, String sentence, String remedy) {
        return is ? Optional.of(new Finding(id, severity, group.name() + " " + sentence, remedy)) : Optional.empty();
    }
}

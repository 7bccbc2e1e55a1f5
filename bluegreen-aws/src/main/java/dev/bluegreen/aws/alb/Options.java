package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.GroupHealth.Meaning;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings for moving a listener.
 *
 * @param trustUnproven true if targets without health checks count as healthy
 * @param readBack how long after a write the route is read again, to detect a delayed foreign write
 * @param settle settle bound: how long the load balancer may act on old weights; empty for the default
 */
record Options(Stickiness stickiness, boolean trustUnproven, Duration readBack, Optional<Duration> settle) {

    static final Options DEFAULT = new Options(Stickiness.refuse(), false, Duration.ofSeconds(30), Optional.empty());

    /** Not documented; users report 10 s to 30 s for an ALB. */
    private static final Duration APPLICATION = Duration.ofSeconds(30);

    /** The time Amazon ECS waits after each shift of weights on an NLB (its developer guide). */
    private static final Duration NETWORK = Duration.ofMinutes(10);

    Options with(Stickiness other) {
        return new Options(other, trustUnproven, readBack, settle);
    }

    Options trusting() {
        return new Options(stickiness, true, readBack, settle);
    }

    Options readingBackFor(Duration time) {
        return new Options(stickiness, trustUnproven, time, settle);
    }

    Options settlingIn(Duration time) {
        return new Options(stickiness, trustUnproven, readBack, Optional.of(time));
    }

    /** How long traffic may still follow old weights, or a tolerated cookie. */
    Duration settleBound(ElbArn route) {
        Duration bound = settle.orElse(route.isNetwork() ? NETWORK : APPLICATION);
        return stickiness instanceof Stickiness.Await await ? bound.plus(await.atMost()) : bound;
    }

    /** The lack of healthy targets, as the rest of a sentence about their group; empty if there are enough. */
    Optional<String> missing(GroupHealth health, int required) {
        int usable = health.usable(trustUnproven);
        int needed = health.needed(required);
        if (usable >= needed) {
            return Optional.empty();
        }
        String others = health.describe(meaning -> meaning != Meaning.HEALTHY && meaning != Meaning.LEAVING);
        return Optional.of("has " + usable + " of " + needed + " required healthy targets"
                + (others.isEmpty() ? "; no other is registered" : "; the others are " + others));
    }
}

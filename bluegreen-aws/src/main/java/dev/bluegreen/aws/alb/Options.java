package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.ElbArn;
import java.time.Duration;
import java.util.Optional;

/**
 * How a listener is moved.
 *
 * @param trustUnproven whether targets whose health is not checked count as healthy
 * @param readBack how long after a write it is read again, for a write that comes late
 * @param settle the bound on how long the load balancer may act on old weights; empty for the usual one
 */
record Options(Stickiness stickiness, boolean trustUnproven, Duration readBack, Optional<Duration> settle) {

    static final Options DEFAULT = new Options(Stickiness.refuse(), false, Duration.ofSeconds(30), Optional.empty());

    /** Users plan with 10 s to 30 s for an ALB; it is not documented. */
    private static final Duration APPLICATION = Duration.ofSeconds(30);

    /** As long as Amazon ECS waits after each shift of weights on an NLB before it goes on (its developer guide). */
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

    /** How long traffic may still follow old weights, or a cookie that is put up with. */
    Duration settleBound(ElbArn route) {
        Duration bound = settle.orElse(route.isNetwork() ? NETWORK : APPLICATION);
        return stickiness instanceof Stickiness.Await await ? bound.plus(await.atMost()) : bound;
    }
}

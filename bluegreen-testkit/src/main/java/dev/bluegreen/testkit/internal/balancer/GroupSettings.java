package dev.bluegreen.testkit.internal.balancer;

import java.time.Duration;

/**
 * How a target group treats its targets.
 *
 * @param registration from asking for a target to its first check
 * @param interval between two checks of a target
 * @param firstPasses checks in a row that a new target has to pass to be healthy
 * @param passes the same for one that was unhealthy
 * @param failures checks in a row that a target has to fail to be unhealthy
 * @param draining how long a deregistered target is kept
 * @param slowStart over how long a newly healthy target's share grows to the full one; zero for at once
 */
public record GroupSettings(
        Duration registration,
        Duration interval,
        int firstPasses,
        int passes,
        int failures,
        Duration draining,
        Duration slowStart) {

    /** As the AWS Load Balancer Controller sets them up, with a registration that takes five seconds. */
    public static final GroupSettings DEFAULT = new GroupSettings(
            Duration.ofSeconds(5), Duration.ofSeconds(15), 1, 2, 2, Duration.ofSeconds(300), Duration.ZERO);

    /** The same with another time to register. */
    public GroupSettings registration(Duration time) {
        return new GroupSettings(time, interval, firstPasses, passes, failures, draining, slowStart);
    }

    /** The same with other health checks; new targets too have to pass them. */
    public GroupSettings checks(Duration every, int toBeHealthy, int toBeUnhealthy) {
        return new GroupSettings(registration, every, toBeHealthy, toBeHealthy, toBeUnhealthy, draining, slowStart);
    }

    /** The same with another time to drain. */
    public GroupSettings draining(Duration time) {
        return new GroupSettings(registration, interval, firstPasses, passes, failures, time, slowStart);
    }

    /** The same with another slow start. */
    public GroupSettings slowStart(Duration time) {
        return new GroupSettings(registration, interval, firstPasses, passes, failures, draining, time);
    }
}

package dev.bluegreen.aws.internal.elb;

import java.util.Set;

/**
 * A rule or default action that names the target group of a track.
 *
 * @param route the rule; for a default action, its listener
 * @param names its names as a router; a default action is also listed by the service as a rule
 */
public record Feed(ElbArn route, Set<String> names, Forward forward) {

    /** True if the group may get requests: if all weights are 0, the destination is undefined. */
    public boolean mayReach(ElbArn group) {
        return forward.attached(group)
                && (forward.weight(group) > 0
                        || forward.weights().values().stream().allMatch(weight -> weight == 0));
    }

    public String name() {
        return route.router();
    }
}

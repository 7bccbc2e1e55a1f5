package dev.bluegreen.aws.internal.elb;

import java.util.Set;

/**
 * A rule or default action that names the target group of a track.
 *
 * @param route of a default action its listener
 * @param names how a release may call it: a default action also by the rule that the service shows it as
 * @param forward what it does
 */
public record Feed(ElbArn route, Set<String> names, Forward forward) {

    /** Whether a group may get requests by it: where all weights are 0, nothing says where they go. */
    public boolean mayReach(ElbArn group) {
        return forward.attached(group)
                && (forward.weight(group) > 0
                        || forward.weights().values().stream().allMatch(weight -> weight == 0));
    }

    public String name() {
        return route.router();
    }
}

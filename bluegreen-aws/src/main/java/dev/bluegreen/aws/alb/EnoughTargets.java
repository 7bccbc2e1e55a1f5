package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.GroupHealth.Meaning;
import java.util.Optional;

/** Check that a target group has the healthy targets a move requires. */
record EnoughTargets(GroupHealth health, Options options) {

    /** The shortfall, as the rest of a sentence about the group; empty if there is none. */
    Optional<String> missing(int wanted) {
        int usable = health.usable(options.trustUnproven());
        int needed = health.needed(wanted);
        if (usable >= needed) {
            return Optional.empty();
        }
        String others = health.describe(meaning -> meaning != Meaning.HEALTHY && meaning != Meaning.LEAVING);
        return Optional.of("has " + usable + " of " + needed + " required healthy targets"
                + (others.isEmpty() ? "; no other is registered" : "; the others are " + others));
    }
}

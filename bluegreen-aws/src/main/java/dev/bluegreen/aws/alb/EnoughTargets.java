package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.GroupHealth.Meaning;
import java.util.Optional;

/** Whether a group has the healthy targets that a move asks for. */
record EnoughTargets(GroupHealth health, Options options) {

    /** What is missing, as the rest of a sentence about the group; empty when nothing is. */
    Optional<String> missing(int wanted) {
        int usable = health.usable(options.trustUnproven());
        int needed = health.needed(wanted);
        if (usable >= needed) {
            return Optional.empty();
        }
        String others = health.describe(meaning -> meaning != Meaning.HEALTHY && meaning != Meaning.LEAVING);
        return Optional.of("has " + usable + " healthy targets of " + needed + " wanted"
                + (others.isEmpty() ? "; no other is registered" : "; the others are " + others));
    }
}

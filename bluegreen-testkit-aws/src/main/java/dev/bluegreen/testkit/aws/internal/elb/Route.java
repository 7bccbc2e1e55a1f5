package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.Xml;
import java.util.List;

/**
 * A rule or the default action of a listener.
 *
 * @param arn of the rule; a default action has one too (ELB API, Rule.IsDefault)
 * @param listener ARN of the listener
 * @param priority {@code default} for the default action, else a number
 * @param conditions as they were sent, one {@code member} each
 */
record Route(String arn, String listener, String priority, List<Xml> conditions, Actions actions) {

    static final String DEFAULT = "default";

    private static final int LAST = Integer.MAX_VALUE;

    Route with(Actions other) {
        return new Route(arn, listener, priority, conditions, other);
    }

    boolean isDefault() {
        return priority.equals(DEFAULT);
    }

    int order() {
        return isDefault() ? LAST : Integer.parseInt(priority);
    }
}

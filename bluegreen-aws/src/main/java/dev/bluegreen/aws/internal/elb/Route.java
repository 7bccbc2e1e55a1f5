package dev.bluegreen.aws.internal.elb;

import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/**
 * A rule or default action as it was read.
 *
 * @param written where its actions are written: for a default action, the listener
 * @param unknown fields of its actions that the SDK does not know and would drop when writing them back
 */
public record Route(ElbArn written, List<Action> actions, List<String> unknown) {

    public Route {
        actions = List.copyOf(actions);
        unknown = List.copyOf(unknown);
    }
}

package dev.bluegreen.aws.internal.route;

import dev.bluegreen.model.Finding;
import java.util.List;

/** Finding for actions with fields the SDK does not know, which a write would lose. */
public final class UnknownActions {

    public static final String REMEDY =
            "update software.amazon.awssdk:elasticloadbalancingv2 to a version that knows it";

    private UnknownActions() {}

    public static List<Finding> findings(RouteView now) {
        return now.unknown().isEmpty() ? List.of() : List.of(Finding.fatal("action-unknown", sentence(now), REMEDY));
    }

    public static String sentence(RouteView now) {
        return now.router() + " has fields that this AWS SDK does not know (" + String.join(", ", now.unknown())
                + ") and would remove by writing its actions back";
    }
}

package dev.bluegreen.aws.internal.route;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.util.List;

/** Actions of which the SDK could not read all: written back, they would lose it. */
public final class UnknownActions {

    public static final String REMEDY =
            "update software.amazon.awssdk:elasticloadbalancingv2 to a version that knows it";

    private UnknownActions() {}

    public static List<Finding> findings(RouteView now) {
        return now.unknown().isEmpty()
                ? List.of()
                : List.of(new Finding("action-unknown", Severity.FATAL, sentence(now), REMEDY));
    }

    public static String sentence(RouteView now) {
        return now.router() + " has what this AWS SDK does not know (" + String.join(", ", now.unknown())
                + ") and would take away by writing its actions back";
    }
}

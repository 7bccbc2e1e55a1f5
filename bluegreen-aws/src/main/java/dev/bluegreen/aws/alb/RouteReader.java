package dev.bluegreen.aws.alb;

import dev.bluegreen.model.PlatformException;
import java.util.Map;

/** Reads one rule or listener, and the tags on it. */
record RouteReader(Elb elb, Groups groups, ElbArn route) {

    /** @throws PlatformException with {@code INVALID} when it does not forward to the two tracks */
    RouteView read() {
        Forward forward = Forward.of(router(), elb.actions(route));
        Map<String, String> tags = elb.tags(route.text()).getOrDefault(route.text(), Map.of());
        return new RouteView(router(), groups, forward, new Marks(tags));
    }

    /** @throws PlatformException with {@code CONFLICT} when it is not as it was any more */
    RouteView at(String version) {
        RouteView now = read();
        if (!now.version().equals(version)) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    router() + " is " + now.forward().routing(groups) + ", written by "
                            + now.marks().tags().getOrDefault(Marks.CUTOVER, "somebody else")
                            + ", and not as it was read before");
        }
        return now;
    }

    String router() {
        return (isRule() ? "Rule/" : "Listener/") + route.shortName();
    }

    String reading() {
        return isRule() ? "DescribeRules" : "DescribeListeners";
    }

    String writing() {
        return isRule() ? "ModifyRule" : "ModifyListener";
    }

    private boolean isRule() {
        return route.kind().equals("listener-rule");
    }
}

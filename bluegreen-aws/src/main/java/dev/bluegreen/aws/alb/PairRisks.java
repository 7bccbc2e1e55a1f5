package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.model.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about the pair of target groups and the type of their load balancer. */
record PairRisks(RouteView now, ElbArn route, GroupSettings blue, GroupSettings green) {

    List<Finding> findings() {
        return Stream.of(closesFlows(), optimizer()).flatMap(Optional::stream).toList();
    }

    /** AWS documents weights for new flows only; the effect on open ones was not tested. */
    private Optional<Finding> closesFlows() {
        return when(
                route.isNetwork(),
                "nlb-closes-flows",
                now.router()
                        + " belongs to a Network Load Balancer: connections that are open when a track's weight becomes"
                        + " 0 may stay with it or be closed; this was never tested on a real account",
                "make clients reconnect, and keep the old track longer than connections live");
    }

    private Optional<Finding> optimizer() {
        return when(
                blue.hasOptimizer() != green.hasOptimizer(),
                "target-optimizer-unequal",
                (blue.hasOptimizer() ? blue : green).name() + " has a target control port (Target Optimizer), "
                        + (blue.hasOptimizer() ? green : blue).name()
                        + " has none: one track limits the requests at a time for each target, the other does not",
                "create both target groups with a target control port, or both without one");
    }

    private static Optional<Finding> when(boolean is, String id, String sentence, String remedy) {
        return is ? Optional.of(Finding.warning(id, sentence, remedy)) : Optional.empty();
    }
}

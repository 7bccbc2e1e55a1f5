package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import java.util.ArrayList;
import java.util.List;

/** The writes of a move, in order. */
final class PlannedWrites {

    private PlannedWrites() {}

    static List<PlannedWrite> of(RouteView now, Move move, Options options) {
        if (now.split().equals(move.target())) {
            return List.of();
        }
        List<PlannedWrite> writes = new ArrayList<>();
        move.target().tracks().stream()
                .map(now.groups()::of)
                .filter(group -> !now.forward().attached(group))
                .forEach(group -> {
                    String change = "attach " + group.shortName() + " at weight 0 if no rule uses it yet";
                    writes.add(new PlannedWrite(now.router(), "modify", change, false));
                });
        writes.add(new PlannedWrite(now.router(), "tag", "token, cutover and split", false));
        writes.add(new PlannedWrite(now.router(), "modify", change(now, move, options), true));
        return writes;
    }

    private static String change(RouteView now, Move move, Options options) {
        boolean disables = now.forward().isSticky() && options.stickiness() instanceof Stickiness.Disable;
        return "weights blue/green " + now.split() + " -> " + move.target()
                + (disables ? ", stickiness to target groups off" : "");
    }
}

package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Steady;
import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.aws.internal.Watch.Seen;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evidence of a move of a router in Kubernetes, from the last look at its load balancers.
 *
 * @param steady how long every look has shown the same weights: the controller may recreate rules
 */
record HopProof(String router, Watch<HopGroups> watch, Steady<String> steady, Options options) {

    private static final String ROUTING = "routing";
    private static final String TARGETS = "targets";

    /** Two looks apart. */
    private static final Duration TWICE = Duration.ofSeconds(10);

    List<Evidence> of(Move move, Instant applied) {
        Optional<Seen<HopGroups>> last = watch.seen();
        Optional<Instant> stale = watch.lookStaleSince();
        if (last.isEmpty() || stale.isPresent()) {
            return List.of(stale.map(since -> watch.unseen(ROUTING, router, since))
                    .orElseGet(() -> missing("its load balancer was not read yet")));
        }
        Seen<HopGroups> look = last.get();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(routing(look, move, applied));
        move.target().tracks().forEach(track -> evidence.addAll(targets(look.state(), track, move)));
        return evidence;
    }

    private Evidence routing(Seen<HopGroups> look, Move move, Instant applied) {
        HopGroups now = look.state();
        Optional<String> wrong = wrong(now, move);
        if (wrong.isPresent() || look.at().isBefore(applied)) {
            steady.forget();
            return missing(wrong.orElse("its load balancer was not read since the write"));
        }
        return steady.look(
                now.routing(),
                look.at(),
                TWICE,
                Evidence.confirmed(ROUTING, router, "its load balancer has the weights " + now.routing()));
    }

    private static Optional<String> wrong(HopGroups now, Move move) {
        if (now.balancers().isEmpty()) {
            return Optional.of("no load balancer has the host name of its status");
        }
        if (now.rules().isEmpty()) {
            return Optional.of("no rule of its load balancer names a target group of the tracks");
        }
        boolean differs =
                now.rules().values().stream().anyMatch(rule -> !now.split(rule).equals(Optional.of(move.target())));
        return differs
                ? Optional.of("its load balancer has the weights " + now.routing() + " and not yet " + move.target()
                        + ": the controller has not acted, or another client wrote them")
                : Optional.empty();
    }

    private List<Evidence> targets(HopGroups now, Track track, Move move) {
        return now.of(track).isEmpty()
                ? List.of(Evidence.missing(TARGETS, router, "no target group of " + track + " was found"))
                : now.of(track).stream()
                        .map(group -> RouteProof.targets(group, now.health(group), options, move.minReadyPods(track)))
                        .toList();
    }

    private Evidence missing(String sentence) {
        return Evidence.missing(ROUTING, router, sentence + watch.failed());
    }
}

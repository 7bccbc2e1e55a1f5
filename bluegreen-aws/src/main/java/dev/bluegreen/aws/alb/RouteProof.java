package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.aws.internal.Watch.Seen;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence for one move of a listener, from the last read. */
record RouteProof(String router, Groups groups, Options options, Watch<RouteProof.Look> watch) {

    private static final String ROUTING = "routing";
    private static final String TARGETS = "targets";

    /**
     * A route at one moment.
     *
     * @param health by track; empty when only the route was read
     */
    record Look(RouteView view, Map<Track, GroupHealth> health) {}

    List<Evidence> of(Move move, Instant applied) {
        Optional<Seen<Look>> last = watch.seen();
        if (last.isEmpty()) {
            return List.of(missing("it was not read yet"));
        }
        Seen<Look> look = last.get();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(watch.staleSince()
                .map(since -> watch.unseen(ROUTING, router, since))
                .orElseGet(() -> routing(look, move, applied)));
        for (Track track : move.target().tracks()) {
            evidence.add(watch.lookStaleSince()
                    .map(since -> watch.unseen(TARGETS, hop(groups.of(track)), since))
                    .orElseGet(() -> targets(look.state(), track, move.minReadyPods(track))));
        }
        return evidence;
    }

    /** Confirmed only by a read after the time in which a delayed write would show. */
    private Evidence routing(Seen<Look> look, Move move, Instant applied) {
        if (!look.state().view().split().equals(move.target())) {
            return look.at().isBefore(applied)
                    ? missing("it was not read since it was written")
                    : Evidence.contradicted(ROUTING, router, both(look.state(), move));
        }
        Duration since = Duration.between(applied, look.at());
        return since.compareTo(options.readBack()) >= 0
                ? Evidence.confirmed(
                        ROUTING,
                        router,
                        "it is " + routingOf(look.state()) + ", read back " + Wording.of(since) + " after the write")
                : missing("it is " + routingOf(look.state()) + "; read-back continues until "
                        + Wording.of(applied.plus(options.readBack())) + ", to detect a delayed write");
    }

    private Evidence missing(String sentence) {
        return Evidence.missing(ROUTING, router, sentence + watch.failed());
    }

    private String both(Look look, Move move) {
        return "it was set to {blue=" + move.target().blue() + ", green="
                + move.target().green() + "} and is " + routingOf(look)
                + ": another client wrote it, or a write was delayed";
    }

    private String routingOf(Look look) {
        return look.view().forward().routing(groups);
    }

    private Evidence targets(Look look, Track track, int required) {
        GroupHealth health = look.health().get(track);
        return health == null
                ? Evidence.missing(TARGETS, hop(groups.of(track)), "the health of its targets was not read yet")
                : targets(groups.of(track), health, options, required);
    }

    static Evidence targets(ElbArn group, GroupHealth health, Options options, int required) {
        String hop = hop(group);
        int usable = health.usable(options.trustUnproven());
        if (usable == 0) {
            return Evidence.contradicted(
                    TARGETS, hop, "none of its targets is healthy: " + health.describe(meaning -> true));
        }
        return options.missing(health, required)
                .map(sentence -> Evidence.missing(TARGETS, hop, "it " + sentence))
                .orElseGet(() -> Evidence.confirmed(
                        TARGETS,
                        hop,
                        "it has " + usable + " of " + health.needed(required) + " required healthy targets"));
    }

    private static String hop(ElbArn group) {
        return "TargetGroup/" + group.shortName();
    }
}

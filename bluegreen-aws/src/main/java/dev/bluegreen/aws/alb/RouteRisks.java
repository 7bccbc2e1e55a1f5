package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;

/** Findings about a move of one rule or listener, from what was read of it and beside it. */
record RouteRisks(Pair pair, ElbArn route, RouteReads beside) {

    List<Finding> of(RouteView now, Move move) {
        GroupSettings blue = beside.settings(pair.groups().blue(), Track.BLUE);
        GroupSettings green = beside.settings(pair.groups().green(), Track.GREEN);
        List<Finding> findings = now.unknownFields().stream().collect(Collectors.toCollection(ArrayList::new));
        findings.addAll(owners(now).findings());
        findings.addAll(now.tags().room(now.router()));
        findings.addAll(pair.feeds().findings(now, move, beside.feeds()));
        for (Track track : Track.values()) {
            findings.addAll(of(track, track == Track.BLUE ? blue : green, now, move));
        }
        closesFlows(now).ifPresent(findings::add);
        optimizer(blue, green).ifPresent(findings::add);
        if (now.forward().isSticky()) {
            findings.add(sticky(now));
        }
        return findings;
    }

    /** AWS documents weights for new flows only; the effect on open ones was not tested. */
    private Optional<Finding> closesFlows(RouteView now) {
        return route.isNetwork()
                ? Optional.of(Finding.warning(
                        "nlb-closes-flows",
                        now.router()
                                + " belongs to a Network Load Balancer: connections that are open when a track's weight becomes"
                                + " 0 may stay with it or be closed; this was never tested on a real account",
                        "make clients reconnect, and keep the old track longer than connections live"))
                : Optional.empty();
    }

    private static Optional<Finding> optimizer(GroupSettings blue, GroupSettings green) {
        if (blue.hasOptimizer() == green.hasOptimizer()) {
            return Optional.empty();
        }
        GroupSettings with = blue.hasOptimizer() ? blue : green;
        GroupSettings without = blue.hasOptimizer() ? green : blue;
        return Optional.of(Finding.warning(
                "target-optimizer-unequal",
                with.name() + " has a target control port (Target Optimizer), " + without.name()
                        + " has none: one track limits the requests at a time for each target, the other does not",
                "create both target groups with a target control port, or both without one"));
    }

    /** Clients of a rule that is sticky to target groups stay, by the chosen policy. */
    private Finding sticky(RouteView now) {
        Duration cookie = Duration.ofSeconds(now.forward()
                .sticky()
                .map(TargetGroupStickinessConfig::durationSeconds)
                .orElse(0));
        Stickiness choice = pair.options().stickiness();
        if (choice instanceof Stickiness.Disable) {
            return sticky(now, Severity.INFO, cookie, "it is switched off by the same request, and stays off");
        }
        if (choice instanceof Stickiness.Await await && cookie.compareTo(await.atMost()) <= 0) {
            return sticky(
                    now,
                    Severity.WARNING,
                    cookie,
                    "traffic counts as moved that much later; clients that keep sending requests may stay");
        }
        return sticky(
                now,
                Severity.FATAL,
                cookie,
                "use stickiness(Stickiness.disable()), or Stickiness.await(...) that long");
    }

    private static Finding sticky(RouteView now, Severity severity, Duration cookie, String remedy) {
        return new Finding(
                "group-stickiness",
                severity,
                now.router() + " is sticky to target groups: clients stay with the old one for " + Wording.of(cookie)
                        + " after their last request, at any weight",
                remedy);
    }

    private List<Finding> of(Track track, GroupSettings settings, RouteView now, Move move) {
        RouteReads.Group known = beside.group(track);
        GroupHealth health = known.health();
        List<Finding> findings = new ArrayList<>(new GroupRisks(now, route, settings, pair.options()).findings());
        findings.addAll(new TrackTargets(track, settings, health).findings(known.addresses()));
        if (move.target().sendsTo(track) && !now.split().equals(move.target())) {
            findings.addAll(new HealthRisks(now, settings, health, pair.options()).findings(move.minReadyPods(track)));
        }
        return findings;
    }

    private Owners owners(RouteView now) {
        return new Owners(now.router(), now.tags().tags(), route.loadBalancer(), beside.tags());
    }
}

package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.route.OtherFeeds;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.aws.internal.route.TargetsHealth;
import dev.bluegreen.aws.internal.route.UnknownActions;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Findings about a move of one rule or listener, from fresh reads. */
record RouteRisks(Elb elb, Groups groups, TargetsHealth targets, Options options, ElbArn route, OtherFeeds others) {

    List<Finding> of(RouteView now, Move move, Optional<Platform> platform) {
        Map<String, TargetGroup> described = elb.groups(groups);
        Map<String, String> balancer = route.isNetwork() ? elb.balancerAttributes(route.loadBalancer()) : Map.of();
        GroupSettings blue = settings(groups.blue(), balancer, described);
        GroupSettings green = settings(groups.green(), balancer, described);
        List<Finding> findings = new ArrayList<>(UnknownActions.findings(now));
        findings.addAll(owners(now).findings());
        findings.addAll(now.tags().room(now.router()));
        findings.addAll(others.findings(now, move, described.values()));
        for (Track track : Track.values()) {
            findings.addAll(of(track, track == Track.BLUE ? blue : green, now, move, platform));
        }
        findings.addAll(new PairRisks(now, route, blue, green).findings());
        findings.addAll(new StickyRisks(now, options).findings());
        return findings;
    }

    private List<Finding> of(
            Track track, GroupSettings settings, RouteView now, Move move, Optional<Platform> platform) {
        GroupHealth health = targets.of(move.world().release(), track);
        List<Finding> findings = new ArrayList<>(new GroupRisks(now, route, settings, options).findings());
        findings.addAll(new TrackTargets(move.world().release(), track, settings, health).findings(platform));
        if (move.target().sendsTo(track) && !now.split().equals(move.target())) {
            findings.addAll(new HealthRisks(now, settings, health, options).findings(move.wanted(track)));
        }
        return findings;
    }

    private GroupSettings settings(ElbArn group, Map<String, String> balancer, Map<String, TargetGroup> described) {
        return new GroupSettings(group, elb.attributes(group), balancer, described.get(group.text()));
    }

    private Owners owners(RouteView now) {
        String balancer = route.loadBalancer();
        Map<String, String> tags = elb.tags(balancer).getOrDefault(balancer, Map.of());
        return new Owners(now.router(), now.tags().tags(), balancer, tags);
    }
}

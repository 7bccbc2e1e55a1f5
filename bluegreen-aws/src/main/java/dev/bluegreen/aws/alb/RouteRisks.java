package dev.bluegreen.aws.alb;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** What is wrong or risky with a move of one rule or listener, from reads made now. */
record RouteRisks(Elb elb, Groups groups, Options options, ElbArn route) {

    /** What the AWS Load Balancer Controller tags its load balancers with: for an Ingress, and for a Service. */
    private static final List<String> OWNER_TAGS =
            List.of("elbv2.k8s.aws/cluster", "ingress.k8s.aws/stack", "service.k8s.aws/stack", "gateway.k8s.aws/stack");

    List<Finding> of(RouteView now, Move move, Optional<Platform> platform) {
        List<Finding> findings = new ArrayList<>();
        owner().ifPresent(findings::add);
        Map<String, TargetGroup> described = elb.groups(groups);
        for (Track track : Track.values()) {
            GroupHealth health = elb.health(groups.of(track));
            GroupSettings settings = new GroupSettings(
                    groups.of(track),
                    elb.attributes(groups.of(track)),
                    described.get(groups.of(track).text()));
            findings.addAll(new GroupRisks(now, route, settings, options).findings());
            findings.addAll(new TrackTargets(move.world().release(), track, settings, health).findings(platform));
            if (move.target().sendsTo(track) && !now.split().equals(move.target())) {
                findings.addAll(new HealthRisks(now, settings, health, options).findings(move.wanted(track)));
            }
        }
        findings.addAll(new StickyRisks(now, options).findings());
        return findings;
    }

    private Optional<Finding> owner() {
        String balancer = route.loadBalancer();
        Map<String, String> tags = elb.tags(balancer).getOrDefault(balancer, Map.of());
        return OWNER_TAGS.stream()
                .filter(tags::containsKey)
                .findFirst()
                .map(tag -> new Finding(
                        "load-balancer-owned",
                        Severity.FATAL,
                        balancer + " has the tag " + tag + "=" + tags.get(tag)
                                + ": the AWS Load Balancer Controller manages it, and would undo what is written here",
                        "move the weights in the annotation of its Ingress instead"));
    }
}
